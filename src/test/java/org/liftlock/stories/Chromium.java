package org.liftlock.stories;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One Chromium for all people and screens, as it is installed on this machine; nothing is downloaded. */
final class Chromium implements AutoCloseable {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HIGHEST = 16_000;
    private static final String SESSION = "JSESSIONID";

    /** It misses the protocol of developer tools for this very browser, of which nothing is used here. */
    private static final Logger TALK = Logger.getLogger("org.openqa.selenium");

    /** All that was loaded stands still: the page, its fonts, and the diagrams that scripts draw into it. */
    private static final String READY = """
            return document.readyState === 'complete' && document.fonts.status === 'loaded'
                && [...document.querySelectorAll('.canvas')].every(each => each.offsetParent === null || each.querySelector('.djs-shape'))
                && (!location.pathname.includes('/camunda/') || !!document.querySelector(arguments[0]));
            """;

    private static final String AXE = script();

    private static final String RUN_AXE = """
            return axe.run(arguments[0] || document, {
                resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
            }).then(found => found.violations
                .filter(each => ['serious', 'critical'].includes(each.impact))
                .map(each => `${each.impact} ${each.id}: ${each.nodes[0].html.slice(0, 200)} (${each.nodes.length} times). ${each.nodes[0].failureSummary.replace(/\\s+/g, ' ')}`));
            """;

    private final ChromeDriver driver;
    private final URI liftlock;
    private final Path screenshots;
    private final Map<String, Cookie> sessions = new HashMap<>();

    Chromium(URI liftlock, Path screenshots) throws IOException {
        TALK.setLevel(Level.SEVERE);
        this.liftlock = liftlock;
        this.screenshots = Files.createDirectories(screenshots);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run");
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.SEVERE);
        options.setCapability(ChromeOptions.LOGGING_PREFS, console);
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                installed("chromedriver").orElseThrow().toFile())
                        .build(),
                options);
    }

    static boolean isInstalled() {
        return browser().isPresent() && installed("chromedriver").isPresent();
    }

    /** Becomes somebody, by the login page the first time. */
    void be(String person) {
        Cookie session = sessions.get(person);
        driver.get(liftlock.resolve("login").toString());
        driver.manage().deleteAllCookies();
        if (session != null) {
            driver.manage().addCookie(session);
            return;
        }
        driver.get(liftlock.resolve("login").toString());
        driver.findElement(By.name("username")).sendKeys(person);
        driver.findElement(By.name("password")).sendKeys("liftlock");
        driver.findElement(By.cssSelector("main button.main")).click();
        await(person + " is logged in")
                .atMost(PATIENCE)
                .until(() -> !driver.getCurrentUrl().endsWith("/login"));
        sessions.put(person, driver.manage().getCookieNamed(SESSION));
    }

    void beNobody() {
        driver.manage().deleteAllCookies();
    }

    void wear(Look look) {
        screen(look, look.height);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.dark ? "dark" : "light"))));
    }

    private void screen(Look look, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        look.width,
                        "height",
                        height,
                        "screenWidth",
                        look.width,
                        "screenHeight",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        look.isPhone()));
    }

    /** @param part of a page of Camunda's webapps, which is there when all is */
    void open(String path, String part) {
        // An address that differs behind # only would not be loaded.
        driver.get("about:blank");
        complaints();
        driver.get(liftlock.resolve(path).toString());
        awaitReady(part);
    }

    void awaitReady(String part) {
        await(driver.getCurrentUrl() + " is ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> (Boolean) driver.executeScript(READY, part));
    }

    int status() {
        return ((Number) driver.executeScript("return performance.getEntriesByType('navigation')[0].responseStatus"))
                .intValue();
    }

    /** By how much the page, or a part of it, is wider than its room. */
    int overflow(String part) {
        String width = """
                const whole = document.querySelector(arguments[0] || 'html');
                return Math.max(0, whole.scrollWidth - (arguments[0] ? whole.clientWidth : screen.width));
                """;
        return ((Number) driver.executeScript(width, part)).intValue();
    }

    /** Makes the screen so high that a part which scrolls by itself is seen as a whole. */
    void unroll(Look look, String part) {
        Number height = (Number) driver.executeScript(
                "const all = document.querySelector(arguments[0]).getBoundingClientRect();"
                        + " return Math.ceil(all.bottom) + 150",
                part);
        screen(look, height.intValue());
    }

    /** What scripts of the page complained about since it was opened. */
    List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(LogEntry::getMessage)
                .toList();
    }

    /** @param part what to look at; the page where it is empty */
    @SuppressWarnings("unchecked")
    List<String> violations(String part) {
        driver.executeScript(AXE);
        return (List<String>) driver.executeScript(RUN_AXE, part);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The page, not only what the screen has room for. */
    @SuppressWarnings("unchecked")
    void photograph(String name) {
        Map<String, Object> sizes = driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
        Map<String, Object> size = (Map<String, Object>) sizes.get("cssContentSize");
        long height = Math.min(HIGHEST, ((Number) size.get("height")).longValue());
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "optimizeForSpeed",
                        true,
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", size.get("width"), "height", height, "scale", 1)));
        try {
            Files.write(screenshots.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(name -> installed(name).stream()).findFirst();
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String script() {
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
