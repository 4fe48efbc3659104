package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.Color;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser, as a person uses it: with the mouse, with the keyboard, and while time goes on. */
@Timeout(120)
class PageInBrowserTest {
    private static ChromeDriver browser;

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final ActionRef process = fake.givenProcess("118000000007", "Nightly load", Scenario.complete());

    @BeforeAll
    static void openTheBrowser(@TempDir Path profile) {
        Optional<File> chromium = onPath("chromium", "google-chrome");
        Optional<File> driver = onPath("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            String why =
                    "PageInBrowserTest is skipped: there is no chromium (or google-chrome) with its chromedriver on the"
                            + " PATH. On Debian, apt-get install chromium chromium-driver brings them.";
            System.err.println(why); // Maven tells that tests were skipped, and not why
            abort(why);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,1000",
                "--user-data-dir=" + profile);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Optional<File> onPath(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void openThePage() {
        browser.get(fake.servePage());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aTaskIsStartedAndItsStatesPassByThemselves() {
        press("Start Nightly load");
        await("NOT_STARTED");
        time.advance(Duration.ofSeconds(12));
        await("IN_PROGRESS");
        time.advance(Duration.ofSeconds(20));
        await("COMPLETE, successful");

        assertThat(fake.tasks().all()).hasSize(1);
        assertThat(tasks().findElements(By.tagName("button"))).isEmpty();
    }

    @Test
    void whatOthersStartAndAskAppearsByItself() {
        assertThat(tasks().getText()).contains("No task was started yet");

        TaskRef task = fake.tasks().start(process);
        await(task.taskId());
        assertThat(browser.findElement(By.id("requests")).getText()).contains("Nobody has asked anything yet.");
    }

    @Test
    void tasksAreSteeredByTheirButtons() {
        String failing = fake.tasks().start(process).taskId();
        String cancelled = fake.tasks().start(process).taskId();
        String forwarded = fake.tasks().start(process).taskId();
        browser.navigate().refresh();

        press("Next state of task " + failing);
        await("IN_PROGRESS");
        press("Fail task " + failing);
        await("COMPLETE, not successful");
        press("Cancel task " + cancelled);
        await("CANCELLING");
        press("Forward 1 min task " + forwarded);
        await("COMPLETE, successful");
    }

    @Test
    void aButtonThatComesTooLateSaysWhy() {
        String task = fake.tasks().start(process).taskId();
        browser.navigate().refresh();
        press("Pause updates");
        time.advance(Duration.ofMinutes(1));

        press("Cancel task " + task);

        whenever(page ->
                page.findElement(By.cssSelector("[role=alert]")).getText().contains("is COMPLETE already"));
        assertThat(tasks().getText()).contains("COMPLETE, successful");
    }

    @Test
    void updatesCanBePausedAndGoOn() {
        fake.tasks().start(process);
        browser.navigate().refresh();
        press("Pause updates");
        time.advance(Duration.ofSeconds(12));

        ((JavascriptExecutor) browser)
                .executeAsyncScript(
                        "refresh().then(arguments[arguments.length - 1])"); // the next one, without the wait
        assertThat(tasks().getText()).contains("NOT_STARTED");
        assertThat(button("Pause updates").getDomAttribute("aria-pressed")).isEqualTo("true");
        press("Pause updates");
        await("IN_PROGRESS");
    }

    @Test
    void theKeyboardSufficesAndUpdatesLeaveTheFocusWhereItIs() {
        button("Start Nightly load").sendKeys(Keys.ENTER);
        await("NOT_STARTED");
        String next = "Next state of task " + fake.tasks().all().get(0).taskId();
        focus(next);
        time.advance(Duration.ofSeconds(12));
        await("IN_PROGRESS");

        assertThat(focused().getAccessibleName()).isEqualTo(next);
        focused().sendKeys(Keys.TAB);
        assertThat(focused().getAccessibleName()).startsWith("Forward 1 min");
        focused().sendKeys(Keys.SPACE);
        await("COMPLETE, successful");
    }

    @Test
    void whoeverHearsThePageFindsTheWay() {
        fake.tasks().start(process);
        fake.tasks().start(process);
        browser.navigate().refresh();

        List<String> names = browser.findElements(By.tagName("button")).stream()
                .map(WebElement::getAccessibleName)
                .toList();
        assertThat(names).hasSize(10).doesNotHaveDuplicates().noneMatch(String::isBlank);
        assertThat(browser.findElements(By.tagName("h1"))).hasSize(1);
        assertThat(browser.findElements(By.cssSelector("section")))
                .extracting(WebElement::getAccessibleName)
                .containsExactly("Tasks", "Devices", "Models", "Last requests");
        assertThat(browser.findElements(By.cssSelector("thead th")))
                .allSatisfy(
                        header -> assertThat(header.getDomAttribute("scope")).isEqualTo("col"));
        assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
    }

    @Test
    void aDeviceIsLetInByAButton() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.oauthUrl() + "/oauth/device/code"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_id\":\"app-1\"}"))
                .build();
        String codes = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        String userCode = codes.replaceFirst("(?s).*\"user_code\":\"([^\"]+)\".*", "$1");

        press("Approve device " + userCode);

        whenever(page -> page.findElement(By.id("devices")).getText().contains("No device waits for its user."));
    }

    /** With -Dpage.pictures=FOLDER the four are kept there, to be looked at. */
    @ParameterizedTest
    @CsvSource({"360,light", "360,dark", "1280,light", "1280,dark"})
    void nothingIsWiderThanTheScreen(long width, String scheme) throws Exception {
        for (Scenario scenario : List.of(
                Scenario.complete(), Scenario.completeWithRejectedRows(), Scenario.failed(), Scenario.cancelled())) {
            fake.startTask(scenario);
        }
        time.advance(Duration.ofMinutes(1));
        fake.tasks().start(process);
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1_000, "deviceScaleFactor", 1, "mobile", false));
        prefer(scheme);
        try {
            browser.navigate().refresh();
            if (System.getProperty("page.pictures") != null) {
                Files.write(
                        Path.of(System.getProperty("page.pictures"), width + "-" + scheme + ".png"),
                        browser.getScreenshotAs(OutputType.BYTES));
            }

            Object[] widths = {
                browser.executeScript("return document.documentElement.scrollWidth"),
                browser.executeScript(
                        "return Math.max(...[...document.querySelectorAll('section')].map(s => s.scrollWidth))")
            };
            assertThat(widths).allSatisfy(wide -> assertThat((long) wide).isLessThanOrEqualTo(width));
            assertThat((long) browser.executeScript(
                            "return document.querySelector('#tasks th code').getClientRects().length"))
                    .as("lines of the id of a task")
                    .isEqualTo(1);
            assertThat(Stream.of("good", "warning", "bad")
                            .map(look -> browser.findElement(By.className(look)).getCssValue("color")))
                    .doesNotHaveDuplicates();
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    @Test
    void thePageIsDarkForThoseWhoWantItDark() {
        fake.startTask(Scenario.complete());
        fake.startTask(Scenario.completeWithRejectedRows());
        fake.startTask(Scenario.failed());
        time.advance(Duration.ofMinutes(1));
        try {
            for (String scheme : List.of("light", "dark")) {
                prefer(scheme);
                browser.navigate().refresh();
                int background = brightnessOfTheCorner();

                assertThat(background < 128)
                        .as("background of %d is dark", background)
                        .isEqualTo(scheme.equals("dark"));
                assertThat(Stream.of("good", "warning", "bad").map(PageInBrowserTest::brightnessOfText))
                        .allSatisfy(text -> assertThat(text < 128)
                                .as("text of %d on %d is dark", text, background)
                                .isEqualTo(scheme.equals("light")));
            }
        } finally {
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    private static void prefer(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    // What is seen and not what is said: the background comes from the browser, which no style of an element tells.
    private static int brightnessOfTheCorner() {
        try {
            byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
            return brightness(ImageIO.read(new ByteArrayInputStream(picture)).getRGB(2, 2));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int brightnessOfText(String look) {
        String color = browser.findElement(By.className(look)).getCssValue("color");
        return brightness(Color.fromString(color).getColor().getRGB());
    }

    // As the eye weighs them, from 0 to 255.
    private static int brightness(int rgb) {
        return (299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1_000;
    }

    @Test
    void namesAreTextWhateverStandsInThem() {
        fake.givenProcess("118000000008", "<img src=x onerror=document.title='broken'>", Scenario.complete());
        browser.navigate().refresh();

        assertThat(browser.findElement(By.tagName("main")).getText()).contains("<img src=x onerror");
        assertThat(browser.getTitle()).isEqualTo("Fake Anaplan");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    private static WebElement tasks() {
        return browser.findElement(By.id("tasks"));
    }

    private static WebElement button(String accessibleName) {
        return browser.findElements(By.tagName("button")).stream()
                .filter(button -> button.getAccessibleName().equals(accessibleName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no button \"" + accessibleName + "\""));
    }

    private static void focus(String accessibleName) {
        ((JavascriptExecutor) browser).executeScript("arguments[0].focus()", button(accessibleName));
    }

    private static WebElement focused() {
        return browser.switchTo().activeElement();
    }

    private static void press(String accessibleName) {
        whenever(page -> {
            button(accessibleName).click();
            return true;
        });
    }

    private static void await(String text) {
        whenever(page -> tasks().getText().contains(text));
    }

    // As a person who looks again: the page may be replaced between one look and the next.
    private static void whenever(Function<WebDriver, Boolean> isSo) {
        new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(50))
                .ignoreAll(List.of(StaleElementReferenceException.class, NoSuchElementException.class))
                .withMessage(() -> "The tasks are: " + tasks().getText())
                .until(page -> isSo(isSo, page));
    }

    // What is replaced during a look, and not between two, the driver tells as an unknown error.
    private static boolean isSo(Function<WebDriver, Boolean> isSo, WebDriver page) {
        try {
            return isSo.apply(page);
        } catch (WebDriverException failure) {
            if (!String.valueOf(failure.getMessage()).contains("does not belong to the document")) {
                throw failure;
            }
            return false;
        }
    }
}
