// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * One person's browser: the distribution's Chromium, without a window, with a profile of its own that is thrown away. What a page complains about in
 * its console, and what its content security policy holds back, is kept until somebody asks for it.
 */
public final class Browser implements AutoCloseable {

    /** How long anything that must happen may take on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            // what a person enters on a started page is never sent anywhere
            "--disable-features=Translate,OptimizationHints,MediaRouter");
    /** Remembers what the policy held back, on every page from its first byte on. */
    private static final String LISTENER =
            """
            window.heldBack = [];
            document.addEventListener('securitypolicyviolation', e =>
                window.heldBack.push(e.violatedDirective + ' held back ' + (e.blockedURI || 'inline') + ' at ' + e.sourceFile + ':' + e.lineNumber));
            """;

    /** Says at each start that it knows no finer protocol for this Chromium; none is used. Kept, because loggers are forgotten otherwise. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser that speaks English. */
    public static Browser start() {
        return start("en-US");
    }

    /**
     * Starts a browser.
     *
     * @param language what it speaks, {@code de-DE}
     * @throws IllegalStateException when this machine has no Chromium or no driver for it; the words say which
     */
    public static Browser start(String language) {
        SELENIUM.setLevel(Level.SEVERE);
        Path chromium = program("chromium");
        Path chromedriver = program("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(FLAGS);
        options.addArguments("--lang=" + language, "--window-size=1280,900");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        Browser browser = new Browser(driver);
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENER));
        return browser;
    }

    /** A program of this machine. */
    static Path program(String name) {
        for (String folder : List.of("/usr/bin", "/usr/local/bin", "/usr/lib/chromium")) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        throw new IllegalStateException(
                "there is no " + name + " on this machine; install the Debian packages chromium and chromium-driver");
    }

    /** The driver itself. */
    public WebDriver driver() {
        return driver;
    }

    /** Opens an address. */
    public void open(URI address) {
        driver.get(address.toString());
    }

    /** Where it is. */
    public URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** What the page is now, after its scripts ran. */
    public Document markup() {
        return Jsoup.parse(driver.getPageSource(), driver.getCurrentUrl());
    }

    /** Runs a script in the page. */
    public Object script(String script, Object... arguments) {
        Object answer = driver.executeScript(script, arguments);
        return answer == null ? "" : answer;
    }

    /** Runs a script that answers with a list of texts. */
    public List<String> texts(String script, Object... arguments) {
        List<String> texts = new ArrayList<>();
        if (script(script, arguments) instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    /** Runs a script that hands a list of texts to its last argument when it is done. */
    public List<String> later(String script, Object... arguments) {
        List<String> texts = new ArrayList<>();
        if (driver.executeAsyncScript(script, arguments) instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    /** Asks the browser itself. */
    public Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** Waits until something holds; says what was waited for when it never does. */
    public <T> T await(String what, Function<WebDriver, T> condition) {
        return await(what, PATIENCE, condition);
    }

    /** The same for something that takes its time by itself. */
    public <T> T await(String what, Duration patience, Function<WebDriver, T> condition) {
        return new WebDriverWait(driver, patience)
                .withMessage(() -> what + ", at " + driver.getCurrentUrl())
                .ignoring(org.openqa.selenium.NoSuchElementException.class)
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(each -> betweenPages(each, condition));
    }

    /** Asked at the moment at which one page takes the place of another, the driver has no better word for a stale element. */
    private static <T> @Nullable T betweenPages(WebDriver driver, Function<WebDriver, T> condition) {
        try {
            return condition.apply(driver);
        } catch (WebDriverException e) {
            if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                return null;
            }
            throw e;
        }
    }

    /** The first element that matches, waited for. */
    public WebElement find(By by) {
        return await("there is " + by, each -> each.findElement(by));
    }

    /** What the first element that matches says, waited for; asked again when the page replaces it meanwhile. */
    public String text(By by) {
        return await("there is " + by, each -> each.findElement(by).getText());
    }

    /** Clicks the first element that matches, waited for; again when the page has just put another in its place. */
    public void click(By by) {
        await("there is " + by + " to click", each -> {
            each.findElement(by).click();
            return true;
        });
    }

    /** All elements that match now. */
    public List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    /** How large the page is drawn. */
    public void size(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Draws as its window is again. */
    public void ownSize() {
        cdp("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /**
     * What the page is told about the taste of its reader and the medium.
     *
     * @param medium {@code print}, or empty for the screen
     * @param features for example {@code prefers-color-scheme} and {@code dark}
     */
    public void media(String medium, Map<String, String> features) {
        List<Map<String, String>> list = new ArrayList<>();
        features.forEach((name, value) -> list.add(Map.of("name", name, "value", value)));
        cdp("Emulation.setEmulatedMedia", Map.of("media", medium, "features", list));
    }

    /** Allows scripts, or not. */
    public void scripting(boolean allowed) {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** A picture of what is in sight, as PNG. */
    public byte[] picture() {
        Object data = cdp("Page.captureScreenshot", Map.of("format", "png")).get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    /** Writes a picture of what is in sight. */
    public void picture(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, picture());
    }

    /** Writes a picture of the page from its head to its foot. */
    public void wholePicture(Path file) throws IOException {
        long width = ((Number) script("return document.documentElement.clientWidth")).longValue();
        long height = ((Number) script("return Math.min(document.documentElement.scrollHeight, 8000)")).longValue();
        Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        Object data = cdp(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    /** What the page complained about since this was asked last: errors in its console, and what its policy held back. */
    public List<String> complaints() {
        List<String> found = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                found.add(entry.getMessage());
            }
        }
        found.addAll(texts("const held = window.heldBack || []; window.heldBack = []; return held;"));
        return found;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
