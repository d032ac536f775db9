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

/** A person's browser: what they see and do. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "screens");

    /** What the screen is like. */
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
    private String base = TestStage.url();

    /** A new browser that nobody used before; skips the test where there is none. */
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
                // Tests run in containers as root too, where Chromium's own sandbox can't.
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
        look(Screen.LIGHT);
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

    /** From now on on this screen. */
    Browser look(Screen screen) {
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

    /** Goes to another server. */
    Browser at(String server) {
        base = server;
        return this;
    }

    /** Opens an address of the server. */
    Browser open(String path) {
        driver.get(base + path);
        return this;
    }

    /** Signs in at the page. */
    Browser signIn(Account account) {
        open("");
        return enter(account);
    }

    /** Signs in at the form that is open. */
    Browser enter(Account account) {
        type("[name=username]", account.username());
        type("[name=password]", Account.PASSWORD);
        click("form button.primary");
        waitFor(".side .list, .side > .quiet, .console .tabs");
        return this;
    }

    /** An element once it is there and can be seen. */
    WebElement waitFor(String css) {
        return await(
                () -> "no " + css + " can be seen",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** An element of which the text has some words, once it is there. */
    WebElement waitFor(String css, String words) {
        return await(
                () -> "no " + css + " with '" + words + "', but " + texts(css),
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(element -> element.getText().contains(words))
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until something is no longer there. */
    void waitForNo(String css, String words) {
        await(
                () -> css + " with '" + words + "' is still there",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .noneMatch(element -> element.getText().contains(words)));
    }

    /** Waits until a script says true. */
    void waitUntil(String script) {
        await(() -> "never: " + script, () -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
    }

    private <T> T await(Supplier<String> complaint, Supplier<T> wanted) {
        try {
            return new WebDriverWait(driver, PATIENCE)
                    .ignoring(StaleElementReferenceException.class)
                    .withMessage(complaint)
                    .until(now -> wanted.get());
        } catch (TimeoutException e) {
            picture("failure-" + System.nanoTime());
            throw e;
        }
    }

    /** The texts of all elements. */
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

    /** Whether there is such an element. */
    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    Browser click(String css) {
        return again(() -> waitFor(css).click());
    }

    Browser click(String css, String words) {
        return again(() -> waitFor(css, words).click());
    }

    // The page may draw itself anew between the look and the click.
    private Browser again(Runnable act) {
        for (int tries = 0; ; tries++) {
            try {
                act.run();
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

    /** Presses keys where the focus is. */
    Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Writes a message and sends it. */
    Browser sendMessage(String words) {
        type("textarea", words);
        waitFor("textarea").sendKeys(Keys.ENTER);
        return this;
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Empties the browser's cache. */
    Browser forgetFiles() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        return this;
    }

    /** The cookies that go with requests for an address, also those that no script may read. */
    String cookies(String path) {
        var cookies = (List<?>) driver.executeCdpCommand("Network.getCookies", Map.of("urls", List.of(base + path)))
                .get("cookies");
        return cookies.stream()
                .map(cookie -> (Map<?, ?>) cookie)
                .map(cookie -> cookie.get("name") + "=" + cookie.get("value"))
                .collect(Collectors.joining("; "));
    }

    /** Where other programs get hold of this browser. */
    int debuggingPort() {
        var options = (Map<?, ?>) driver.getCapabilities().getCapability("goog:chromeOptions");
        var address = options.get("debuggerAddress").toString();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    WebElement focus() {
        return driver.switchTo().activeElement();
    }

    String title() {
        return driver.getTitle();
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** The addresses in the tab's history. */
    List<String> visited() {
        return ((List<?>) driver.executeCdpCommand("Page.getNavigationHistory", Map.of())
                        .get("entries"))
                .stream()
                        .map(entry -> ((Map<?, ?>) entry).get("url").toString())
                        .toList();
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Pulls the plug, or puts it back. */
    void online(boolean online) {
        if (online) {
            driver.deleteNetworkConditions();
        } else {
            ChromiumNetworkConditions none = new ChromiumNetworkConditions();
            none.setOffline(true);
            driver.setNetworkConditions(none);
        }
    }

    /** What the page complained of in the console since the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    /** Takes a picture in every scheme and width, and lets axe look at each. */
    void show(String name) {
        try {
            for (Screen screen : Screen.values()) {
                show(name, screen);
            }
        } finally {
            look(Screen.LIGHT);
        }
    }

    private void show(String name, Screen screen) {
        look(screen);
        script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        picture(name + "-" + screen.name().toLowerCase(java.util.Locale.ROOT));
        assertEquals(List.of(), barriers(), name + " " + screen);
        assertEquals(
                true,
                script("return document.documentElement.scrollWidth <= innerWidth"
                        + " && document.documentElement.scrollHeight <= innerHeight"),
                name + " " + screen + ": the whole page scrolls");
    }

    private void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds that keeps people out: rules of WCAG 2.2 A and AA, and good practice. */
    private List<?> barriers() {
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
