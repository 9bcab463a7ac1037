package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files are checked first, then imported as the person decides, in both languages. */
class ImportIT extends WebOnlyIT {
    private static final String ROWS = """
        {"prompt":"Fever for three days?","chosen":"See a **doctor**.","rejected":"Rest.","source":"ward"}
        {"prompt":"Cough?","chosen":"Tea.","rejected":"Tea."}
        {"prompt":"Rash?","chosen":"Show it today.","rejected":"Wait."}
        {"prompt":"Pain?","chosen":"","rejected":"Wait."}
        """;

    @Test
    void oddRowsAreNamedLeftOutAndDownloaded() throws IOException {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        Visit.open(page, careloop.address("/import/" + study()));
        choose(page, "odd.jsonl", ROWS);
        button(page, "Check").click();
        Locator outcome = page.locator(".outcome");
        assertThat(outcome).containsText("2 comparisons can be imported");
        assertThat(outcome).containsText("Field \"source\" is not read; rows that have it: 1");
        assertThat(outcome).containsText("odd.jsonl, line 2: responses \"chosen\" and \"rejected\" are the same text");
        assertThat(outcome).containsText("odd.jsonl, line 4: response \"chosen\" is empty");
        page.locator(".first-comparisons summary").first().click();
        assertThat(page.locator(".first-comparisons strong").first()).hasText("doctor");
        Chromium.picture(page, "import-checked");
        assertThat(Files.readString(download(page, "Download the rows that are left out")))
                .contains("\"line\":2")
                .contains("\"row\":{\"prompt\":\"Cough?\"");

        button(page, "Import all but the 2 refused").click();
        assertThat(outcome).containsText("2 comparisons imported");
        assertThat(outcome).containsText("2 rows were left out");
        Chromium.picture(page, "import-done");
        assertThat(Files.readString(download(page, "Download the rows that are left out")))
                .contains("\"line\":4");
        page.context().close();
    }

    @Test
    void theSameIsSaidInChinese() throws IOException {
        Page page = chromium.wide("zh-CN", ColorScheme.LIGHT);
        page.navigate(careloop.address("/"));
        Visit.signIn(page, "study-lead", Visit.PASSWORD);
        Visit.open(page, careloop.address("/import/" + study()));
        choose(page, "odd.jsonl", ROWS);
        button(page, "检查").click();
        Locator outcome = page.locator(".outcome");
        assertThat(outcome).containsText("可以导入 2 组对比");
        assertThat(outcome).containsText("odd.jsonl 第 2 行：回答 \"chosen\" 和 \"rejected\" 一模一样");
        Chromium.picture(page, "import-checked-zh");
        assertThat(Files.readString(download(page, "下载未导入的行"))).contains("一模一样");
        button(page, "不要这 2 行，其余全部导入").click();
        assertThat(outcome).containsText("导入了 2 组对比");

        Visit.open(page, careloop.address("/import/" + study()));
        choose(page, "empty.json", "[]");
        button(page, "检查").click();
        assertThat(page.locator(".outcome")).containsText("empty.json：文件里一行数据也没有");
        Chromium.picture(page, "import-empty-zh");
        page.context().close();
    }

    @Test
    void theColumnsOfATableAreChosenWithTheFirstRowsInViewAndRemembered() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        UUID study = study();
        Visit.open(page, careloop.address("/import/" + study));
        choose(
                page,
                "may.csv",
                "Anliegen,Modell X,Modell Y,Wer\nFever?,See a **doctor**.,Rest.,Wu\nRash?,Now.,Now.,Wu\n");
        button(page, "Check").click();
        Locator form = page.locator(".column-form");
        assertThat(form).containsText("Which column of may.csv is which?");
        assertThat(button(page, "Use these columns")).isDisabled();
        take(page, "Question", "Anliegen");
        take(page, "Answer A", "Modell X");
        take(page, "Answer B", "Modell Y");
        page.locator(".column-preview summary").first().click();
        assertThat(page.locator(".column-preview strong")).hasText("doctor");
        assertThat(page.locator(".column-preview .problems")).containsText("may.csv, line 3");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        button(page, "Use these columns").click();
        assertThat(page.locator(".checked")).containsText("Columns: Question = Anliegen, Answer A = Modell X");
        button(page, "Import all but the 1 refused").click();
        assertThat(page.locator(".outcome")).containsText("1 comparison imported");

        choose(page, "june.csv", "Wer,Anliegen,Modell X,Modell Y\nWu,Cough?,Tea.,Rest.\n");
        button(page, "Check").click();
        assertThat(page.locator(".checked")).containsText("1 comparison can be imported");
        button(page, "Columns of june.csv").click();
        assertThat(form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Question")))
                .containsText("Anliegen");
        page.context().close();
    }

    @Test
    void ofMoreThanSixRankedAnswersThePersonTakesTheFirstSix() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        Visit.open(page, careloop.address("/import/" + study()));
        String answers = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> "{\"answer\":\"x%d\",\"rank\":%d}".formatted(i, i))
                .collect(Collectors.joining(","));
        choose(page, "nectar.jsonl", "{\"prompt\":\"q\",\"answers\":[%s]}\n".formatted(answers));
        button(page, "Check").click();
        assertThat(page.locator(".outcome")).containsText("has 7 ranked responses");
        button(page, "Take the first six by rank").click();
        assertThat(page.locator(".outcome")).containsText("1 comparison can be imported");
        page.context().close();
    }

    @Test
    void nothingIsImportedButByTheDecisionsThatWereCheckedLast() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        UUID study = study();
        Visit.open(page, careloop.address("/import/" + study));
        choose(page, "people.jsonl", people());
        button(page, "Check").click();
        Locator names = page.locator(".identifiers-of-kind");
        assertThat(names).hasCount(1);
        assertThat(page.locator(".outcome h2").first()).isFocused();
        assertThat(button(page, "Import all")).isHidden();
        assertThat(button(page, "Check with these decisions")).isDisabled();
        radio(names, "Mask");
        button(page, "Show 1 more").click();
        Locator last = names.locator("li").nth(5);
        assertThat(last.locator("vaadin-select-value-button")).isFocused();
        page.keyboard().press("Enter");
        Chromium.still(page);
        last.locator("vaadin-select-item")
                .filter(new Locator.FilterOptions().setHasText("Leave out the rows"))
                .click();
        Chromium.still(page);
        button(page, "Check with these decisions").click();

        Locator outcome = page.locator(".outcome");
        assertThat(outcome.locator("h2").first()).hasText("5 comparisons can be imported");
        assertThat(outcome.locator("h2").first()).isFocused();
        assertThat(last.locator("vaadin-select-value-button")).hasText("Leave out the rows");
        assertThat(button(page, "Check with these decisions")).isDisabled();
        assertThat(button(page, "Import all but the 1 refused")).isEnabled();
        radio(names, "Leave out the rows");
        assertThat(button(page, "Import all but the 1 refused")).isDisabled();
        assertThat(button(page, "Check with these decisions")).isEnabled();
        radio(names, "Mask");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        button(page, "Import all but the 1 refused").click();
        assertThat(outcome).containsText("5 comparisons imported");
        assertThat(careloop.database()
                        .sql("select prompt::text from comparison where study_id = ? and prompt::text like '%coughs%'")
                        .param(study)
                        .query(String.class)
                        .list())
                .hasSize(5)
                .allSatisfy(prompt -> assertThat(prompt).contains("Mrs. [NAME 1] coughs"));
        page.context().close();
    }

    private static String people() {
        return Stream.of("Ellison", "Whitby", "Harrow", "Marlowe", "Penrose", "Ashdown")
                .map(
                        "{\"prompt\":\"Mrs. %s coughs. What helps?\",\"chosen\":\"Tea.\",\"rejected\":\"Rest.\"}\n"
                                ::formatted)
                .collect(Collectors.joining());
    }

    private static void radio(Locator kind, String action) {
        kind.locator("vaadin-radio-button")
                .filter(new Locator.FilterOptions().setHasText(action))
                .click();
        Chromium.settle(kind.page());
    }

    private static void take(Page page, String field, String column) {
        Locator select = page.locator(".column-form vaadin-select")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(field, new Page.GetByTextOptions().setExact(true))));
        select.click();
        Chromium.still(page);
        select.locator("vaadin-select-item")
                .filter(new Locator.FilterOptions().setHasText(column))
                .click();
        Chromium.still(page);
        assertThat(select.locator("vaadin-select-value-button")).hasText(column);
        Chromium.settle(page);
    }

    private static UUID study() {
        UUID study = UUID.randomUUID();
        JudgedStudy.add(careloop.database(), study, "Import " + study, "COLLECTING");
        return study;
    }

    private static void choose(Page page, String name, String rows) {
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(name, "application/x-ndjson", rows.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path download(Page page, String link) {
        Download download =
                page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                        .click());
        assertThat(download.suggestedFilename()).isEqualTo("left-out.jsonl");
        return download.path();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
