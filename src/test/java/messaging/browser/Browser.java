package messaging.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import messaging.it.Account;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A user's browser: reads the page, and acts as the user does. */
final class Browser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target", "screens");

    /** Size and color scheme of the screen. */
    enum Screen {
        LIGHT(1200, 800, false),
        DARK(1200, 800, true),
        PHONE(390, 780, false),
        DARK_PHONE(390, 780, true);

        private final int width;
        private final int height;
        private final boolean dark;

        Screen(int width, int height, boolean dark) {
            this.width = width;
            this.height = height;
            this.dark = dark;
        }
    }

    private final ChromeDriver driver;
    private final Path profile;
    private String serverUrl = TestStage.url();

    /** Starts a browser with an empty profile. Skips the test if Chromium is not installed. */
    Browser() {
        Path chromedriver = Tools.require("chromedriver");
        Path chromium = Tools.require("chromium");
        try {
            profile = Files.createTempDirectory(Path.of("target"), "browser-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                // In containers, tests run as root, where Chromium's sandbox does not work.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--lang=en-GB",
                "--window-size=1200,800",
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        useScreen(Screen.LIGHT);
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser useScreen(Screen screen) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", screen.width, "height", screen.height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", screen.dark ? "dark" : "light"))));
        return this;
    }

    /** Makes the screen a touch screen, or not. */
    Browser useTouchScreen(boolean isTouchScreen) {
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", isTouchScreen));
        return this;
    }

    /** Uses another server. */
    Browser useServer(String url) {
        serverUrl = url;
        return this;
    }

    /** Opens a path of the server. */
    Browser open(String path) {
        driver.get(serverUrl + path);
        return this;
    }

    /** Opens the web client and signs in. */
    Browser signIn(Account account) {
        open("");
        return submitSignIn(account);
    }

    /** Fills in and submits the sign-in form. */
    Browser submitSignIn(Account account) {
        type("[name=username]", account.username());
        type("[name=password]", Account.PASSWORD);
        click("form button.primary");
        waitFor(".sidebar .list, .sidebar > .secondary, .console .tabs");
        return this;
    }

    /** Waits until an element is visible. */
    WebElement waitFor(String css) {
        return await(
                () -> "no visible " + css,
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Waits for an element that contains a text. */
    WebElement waitFor(String css, String text) {
        return await(
                () -> "no " + css + " with '" + text + "', but " + texts(css),
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(element -> element.getText().contains(text))
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until no element contains a text. */
    void waitForNo(String css, String text) {
        await(
                () -> css + " with '" + text + "' still exists",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .noneMatch(element -> element.getText().contains(text)));
    }

    /** Waits until a script returns true. */
    void waitUntil(String script) {
        await(() -> "never true: " + script, () -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
    }

    private <T> T await(Supplier<String> message, Supplier<T> condition) {
        try {
            return new WebDriverWait(driver, TIMEOUT)
                    .ignoring(StaleElementReferenceException.class)
                    .withMessage(message)
                    .until(ignored -> condition.get());
        } catch (TimeoutException e) {
            saveScreenshot("failure-" + System.nanoTime());
            throw e;
        }
    }

    /** Returns the texts of all matching elements. */
    List<String> texts(String css) {
        while (true) {
            try {
                return driver.findElements(By.cssSelector(css)).stream()
                        .map(WebElement::getText)
                        .toList();
            } catch (StaleElementReferenceException e) {
                continue;
            }
        }
    }

    /** Returns whether an element exists. */
    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    Browser click(String css) {
        return retryIfStale(() -> waitFor(css).click());
    }

    Browser click(String css, String text) {
        return retryIfStale(() -> waitFor(css, text).click());
    }

    // The page may render again between finding the element and the click.
    private Browser retryIfStale(Runnable action) {
        for (int tries = 0; ; tries++) {
            try {
                action.run();
                return this;
            } catch (StaleElementReferenceException | NoSuchElementException e) {
                if (tries > 20) {
                    throw e;
                }
            }
        }
    }

    Browser type(String css, String text) {
        WebElement field = waitFor(css);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Sends keys to the focused element. */
    Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Types a message and sends it. */
    Browser sendMessage(String content) {
        type("textarea", content);
        waitFor("textarea").sendKeys(Keys.ENTER);
        return this;
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Browser clearCache() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        return this;
    }

    /** Returns the cookies that are sent to a path, including those that scripts cannot read. */
    String cookies(String path) {
        var cookies =
                (List<?>) driver.executeCdpCommand("Network.getCookies", Map.of("urls", List.of(serverUrl + path)))
                        .get("cookies");
        return cookies.stream()
                .map(cookie -> (Map<?, ?>) cookie)
                .map(cookie -> cookie.get("name") + "=" + cookie.get("value"))
                .collect(Collectors.joining("; "));
    }

    /** Returns the port where other programs can control this browser. */
    int debuggingPort() {
        var options = (Map<?, ?>) driver.getCapabilities().getCapability("goog:chromeOptions");
        var address = options.get("debuggerAddress").toString();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    WebElement focusedElement() {
        return driver.switchTo().activeElement();
    }

    String title() {
        return driver.getTitle();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** Returns the URLs in the tab's history. */
    List<String> historyUrls() {
        return ((List<?>) driver.executeCdpCommand("Page.getNavigationHistory", Map.of())
                        .get("entries"))
                .stream()
                        .map(entry -> ((Map<?, ?>) entry).get("url").toString())
                        .toList();
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Connects the browser to the network, or disconnects it. */
    void setOnline(boolean isOnline) {
        if (isOnline) {
            driver.deleteNetworkConditions();
        } else {
            ChromiumNetworkConditions none = new ChromiumNetworkConditions();
            none.setOffline(true);
            driver.setNetworkConditions(none);
        }
    }

    /** Returns the warnings and errors in the console since the last call. */
    List<String> consoleWarnings() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    /** Takes screenshots in both color schemes and widths, and checks the accessibility of each. */
    void checkScreens(String name) {
        try {
            for (Screen screen : Screen.values()) {
                checkScreen(name, screen);
            }
        } finally {
            useScreen(Screen.LIGHT);
        }
    }

    private void checkScreen(String name, Screen screen) {
        useScreen(screen);
        script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        saveScreenshot(name + "-" + screen.name().toLowerCase(java.util.Locale.ROOT));
        assertEquals(List.of(), accessibilityViolations(), name + " " + screen);
        assertEquals(
                true,
                script("return document.documentElement.scrollWidth <= innerWidth"
                        + " && document.documentElement.scrollHeight <= innerHeight"),
                name + " " + screen + ": the whole page scrolls");
    }

    private void saveScreenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns axe's violations of WCAG 2.2 A and AA and of its best practices. */
    private List<?> accessibilityViolations() {
        script(Axe.SOURCE);
        return (List<?>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map((node) =>
                    `${id}: ${node.html} ${node.failureSummary}`))), (error) => done([String(error)]));""");
    }

    private static final class Axe {
        private static final String SOURCE = read();

        private static String read() {
            try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
