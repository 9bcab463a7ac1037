package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.web.ServedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page that docs/access.md keeps from a role is asked for over HTTP by that role, plainly and in other spellings. */
class ForbiddenPagesTest extends ServedTest {
    private static final Path MATRIX =
            Path.of(System.getProperty("careloop.root", "..")).resolve("docs/access.md");
    private static final String PASSWORD = "the ward at night";
    /** Of a page that needs what the address does not say. */
    private static final String NO_PAGE = "There is no such page";

    private static final String NO_ACCESS = "This page is not open to you";

    @ParameterizedTest
    @EnumSource(Role.class)
    void noSpellingOfAForbiddenPageShowsIt(Role role) throws Exception {
        Person person = signedIn.account("one-role", role);
        signedIn.password(person, PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(person.login(), PASSWORD)).doesNotContain("login");
        int forbidden = 0;
        for (Map.Entry<String, Boolean> page : pages(role).entrySet()) {
            String plain = browser.open(page.getKey());
            if (page.getValue()) {
                assertThat(plain).as(page.getKey()).doesNotContain(NO_ACCESS);
                continue;
            }
            forbidden++;
            assertThat(plain).as(page.getKey()).containsAnyOf(NO_ACCESS, NO_PAGE);
            for (String spelling : spellings(page.getKey())) {
                assertThat(browser.open(spelling))
                        .as(spelling)
                        .satisfiesAnyOf(
                                shown -> assertThat(shown).contains(NO_ACCESS),
                                shown -> assertThat(shown).contains(NO_PAGE),
                                shown -> assertThat(shown).isEmpty());
                assertThat(browser.get("/" + spelling).statusCode())
                        .as(spelling)
                        .isIn(200, 302, 400, 404);
            }
        }
        assertThat(forbidden).isGreaterThan(5);
    }

    private static List<String> spellings(String page) {
        return List.of(
                "%%%02x%s".formatted((int) page.charAt(0), page.substring(1)),
                page + "/",
                "/" + page,
                "x/../" + page,
                "x/%2e%2e/" + page,
                page + ";x=y",
                page.toUpperCase(Locale.ROOT));
    }

    /** The pages of the matrix with values for their parameters, and whether the role may see them. */
    private static Map<String, Boolean> pages(Role role) throws IOException {
        Map<String, Boolean> pages = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(MATRIX)) {
            lines.takeWhile(line -> !line.startsWith("## The programming"))
                    .filter(line -> line.startsWith("| `/"))
                    .map(line -> line.replace("\\|", "/").split(" *\\| *", -1))
                    .forEach(cells -> pages.put(address(cells[1]), cells[2 + role.ordinal()].equals("yes")));
        }
        assertThat(pages).hasSizeGreaterThan(25);
        return pages;
    }

    private static String address(String pattern) {
        return pattern.replace("`", "")
                .replaceFirst("^/", "")
                .replaceAll(":what\\([^)]*\\)", "reward")
                .replaceAll("/:\\w+\\?", "")
                .replaceAll(":\\w+", UUID.randomUUID().toString());
    }
}
