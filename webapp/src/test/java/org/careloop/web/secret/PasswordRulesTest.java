package org.careloop.web.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final PasswordRules RULES = new PasswordRules("");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "Password2024!",
                "qwertyuiop123",
                "123456789012",
                "iloveyou12345",
                "P@ssw0rd12345",
                "manchesterunited",
                "sunshine-sunshine",
                "abcdefghijkl"
            })
    void whatAGuesserTriesFirstIsRefused(String password) {
        refused(RULES, password, "account.password-known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"four herons by the weir", "the ward at night", "k4fy-8du6-62rg-j2dv", "山高水长一二三四五六七八九十"})
    void severalWordsThatDoNotBelongTogetherAreTaken(String password) {
        assertThatCode(() -> RULES.check(password, "ada")).doesNotThrowAnyException();
    }

    @Test
    void theOtherRulesComeFirst() {
        refused(RULES, "password", "account.password-length");
        refused(RULES, "ada and nine herons", "account.password-easy");
        refused(RULES, "x".repeat(300), "account.password-long");
    }

    @Test
    void everyPasswordOfTheFileIsFoundAndNoOther() throws Exception {
        List<String> known =
                IntStream.range(0, 500).mapToObj(i -> "herons at the weir " + i).toList();
        Path file = folder.resolve("breached.txt");
        write(file, known, "\r\n");
        BreachedFile breached = new BreachedFile(file);
        assertThat(known).allMatch(breached::has);
        assertThat(IntStream.range(500, 1000).mapToObj(i -> "herons at the weir " + i))
                .noneMatch(breached::has);
        refused(new PasswordRules(file.toString()), known.get(77), "account.password-known");
    }

    @Test
    void aFileOfOneLineWithoutItsEndIsSearchedToo() throws Exception {
        Path file = folder.resolve("breached.txt");
        Files.writeString(file, sha1("one") + ":3");
        assertThat(new BreachedFile(file).has("one")).isTrue();
        assertThat(new BreachedFile(file).has("two")).isFalse();
        assertThat(new BreachedFile(file).has("three")).isFalse();
    }

    @Test
    void aFileThatIsNoneIsRefusedWhenTheApplicationStarts() throws IOException {
        assertThatThrownBy(() -> new PasswordRules(folder.resolve("absent").toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("careloop.breached-passwords")
                .hasMessageContaining("absent");
        Path file = Files.writeString(folder.resolve("words.txt"), "password\n123456\n");
        assertThatThrownBy(() -> new PasswordRules(file.toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("byte 0")
                .hasMessageContaining("SHA1:COUNT");
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThatThrownBy(() -> new PasswordRules(empty.toString())).isInstanceOf(BadInput.class);
    }

    private static void refused(PasswordRules rules, String password, String code) {
        assertThatThrownBy(() -> rules.check(password, "ada"))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains(code));
    }

    private static void write(Path file, List<String> passwords, String end) throws IOException {
        Files.writeString(
                file,
                passwords.stream()
                        .map(password -> sha1(password) + ":" + password.length())
                        .sorted()
                        .collect(Collectors.joining(end, "", end)));
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
