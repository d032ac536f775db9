/**
 * Tests of the web client and the admin console in a real browser: Chromium, driven by Selenium. They require
 * {@code chromium} and {@code chromedriver}, and save a screenshot of every screen in {@code target/screens}. Also checks and
 * unit tests of the web modules, which require Node, ESLint and TypeScript.
 */
package messaging.browser;
