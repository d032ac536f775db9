/**
 * Tests of the web client and the admin console in a real browser: Chromium, driven by Selenium. They need the programs
 * {@code chromium} and {@code chromedriver}, and leave a picture of every screen in {@code target/screens}.
 */
package messaging.browser;
