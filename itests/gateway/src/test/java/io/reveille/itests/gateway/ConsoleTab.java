package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** An operator at the console, in a real Chromium: finds things by what is written on them, as people do. */
final class ConsoleTab implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    private final ChromeDriver driver;
    private final String console;

    /** Logs in. */
    ConsoleTab(int port, String password) {
        this("127.0.0.1:" + port + "/system/console/");
        driver.get("http://admin:" + password + "@" + console + "reveille");
        await(() -> !texts("nav a").isEmpty());
    }

    /** Of somebody who is not at a console, and has no password. */
    static ConsoleTab elsewhere() {
        return new ConsoleTab("");
    }

    private ConsoleTab(String console) {
        this.console = console;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // it refuses to be root with one
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en-GB");
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logged);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"))
                                .toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        access();
    }

    /** On a desk, in light. */
    void access() {
        screen(1280, 800, false, "light");
    }

    void phone(String scheme) {
        screen(390, 844, true, scheme);
    }

    void screen(int width, int height, boolean isMobile, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", isMobile));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Opens a screen of the page: {@code jobs}, {@code job/NAME}. */
    void open(String screen) {
        driver.get("http://" + console + "reveille/#/" + screen);
    }

    /** Opens any address. */
    void visit(String url) {
        driver.get(url);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** What the page shows. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    private List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    void awaitText(String... all) {
        for (String each : all) {
            await(() -> text().contains(each), () -> "\"" + each + "\" is shown");
        }
    }

    void awaitNoText(String text) {
        await(() -> !text().contains(text), () -> "\"" + text + "\" is gone");
    }

    /** Clicks the button or the link that is called so. */
    void click(String called) {
        await(() -> tryTo(() -> find(called).click()), () -> "\"" + called + "\" can be clicked");
    }

    /** Whether there is a button or a link that is called so, and can be used. */
    boolean has(String called) {
        return !all(called).isEmpty();
    }

    private WebElement find(String called) {
        return all(called).stream()
                .findFirst()
                .orElseThrow(() -> new StaleElementReferenceException("there is no \"" + called + "\" to click"));
    }

    private List<WebElement> all(String called) {
        String name = literal(called);
        String within = driver.findElements(By.cssSelector("dialog[open]")).isEmpty() ? "//" : "//dialog[@open]//";
        return driver
                .findElements(By.xpath(within
                        + "*[self::button or self::a or self::summary or self::input[@type='checkbox'] or @role='menuitem'][@aria-label="
                        + name + " or normalize-space(.)=" + name + "]"))
                .stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** Types into the field with this label, in place of what is there. */
    void type(String label, String text) {
        await(
                () -> tryTo(() -> {
                    WebElement field = field(label);
                    field.click();
                    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
                    field.sendKeys(text);
                }),
                () -> "\"" + label + "\" can be typed into");
    }

    /** Chooses a file in the field with this label. */
    void choose(String label, Path file) {
        await(() -> tryTo(() -> field(label).sendKeys(file.toAbsolutePath().toString())), () -> "a file can be chosen");
    }

    String value(String label) {
        return Objects.toString(field(label).getDomProperty("value"), "");
    }

    WebElement field(String label) {
        String text = literal(label);
        return driver
                .findElements(By.xpath("//*[self::input or self::textarea or self::select][@aria-label=" + text
                        + " or @id=//label[normalize-space(.)=" + text
                        + " or starts-with(normalize-space(.), concat(" + text + ", ' ('))]/@for"
                        + " or ancestor::label[starts-with(normalize-space(.), " + text + ")]]"))
                .stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new StaleElementReferenceException("there is no field \"" + label + "\""));
    }

    /** Presses a key where the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What has the focus is called. */
    String focused() {
        return String.valueOf(driver.executeScript(
                "const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.id;"));
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What nothing holds any more is out of the page's memory. */
    void collectGarbage() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    }

    /**
     * What the browser counts of the page.
     *
     * @param what {@code JSHeapUsedSize} in bytes, {@code Nodes}, {@code JSEventListeners}, {@code TaskDuration} in seconds of
     *     processor time, or another
     */
    double counted(String what) {
        driver.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
        Object all =
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        for (Object each : (List<?>) Objects.requireNonNull(all)) {
            Map<?, ?> metric = (Map<?, ?>) each;
            if (what.equals(metric.get("name")) && metric.get("value") instanceof Number value) {
                return value.doubleValue();
            }
        }
        throw new AssertionError(what + " is not in " + all);
    }

    void await(BooleanSupplier condition) {
        await(condition, () -> "it comes true");
    }

    private void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(condition::getAsBoolean);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            picture("failed");
            throw new AssertionError(
                    what.get() + " within " + PATIENCE.toSeconds() + " s; the page shows:\n" + text(), e);
        }
    }

    private static boolean tryTo(Runnable action) {
        action.run(); // thrown, it is tried again
        return true;
    }

    /** A picture of the screen in the folder of the build. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing that keeps somebody from using the page: of what axe finds the serious and the critical. */
    void assertAccessible() {
        try (InputStream script = ConsoleTab.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
                    .filter(v => v.impact === 'serious' || v.impact === 'critical')
                    .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))), e => done([String(e)]));
                """);
        assertThat(found)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    /** What the browser complained of: scripts that the policy forbids, requests that failed, errors. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** XPath has no escapes: a text is put together of parts, each in quotes of the kind that is not in it. */
    private static String literal(String text) {
        return "concat('" + text.replace("'", "', \"'\", '") + "', '')";
    }

    @Override
    public void close() {
        driver.quit();
    }
}
