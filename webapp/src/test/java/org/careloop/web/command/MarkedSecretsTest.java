package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.careloop.web.ServedTest;
import org.careloop.web.api.TokenScope;
import org.careloop.web.api.TokenService;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.careloop.web.people.data.AccountData;
import org.careloop.web.people.factor.FactorActs;
import org.careloop.web.people.factor.FactorService;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.webhook.WebhookEvent;
import org.careloop.web.webhook.WebhookSender;
import org.careloop.web.webhook.WebhookService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Every secret is used, rightly and wrongly, and then everything that was written is searched for it: log, database, exports,
 * backups, the data directory, and the command lines of all processes.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "careloop.metrics.token=" + MarkedSecretsTest.METRICS_TOKEN,
            "careloop.oidc.issuer=http://127.0.0.1:9",
            "careloop.oidc.client-id=careloop",
            "careloop.oidc.client-secret=" + MarkedSecretsTest.CLIENT_SECRET,
            "logging.file.name=target/marked-secrets.log"
        })
class MarkedSecretsTest extends ServedTest {
    static final String METRICS_TOKEN = "marked-metrics-token-4711";
    static final String CLIENT_SECRET = "marked-client-secret-4711";
    private static final String PASSWORD = "nine marked herons by the old weir";
    private static final String WRONG_PASSWORD = "ten marked herons by the new weir";
    private static final String WRONG_TOKEN = "careloop_marked-wrong-token-4711";
    private static final String PASSPHRASE = "marked passphrase of the backup";

    /** What may stand where: the key of a message's signature is needed in clear; the others are the owner's own files. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "webhook secret", Set.of("table webhook", "backup.zip: webhook"),
            "database password", Set.of("data/postgres-passwords.properties"),
            "server key", Set.of("data/sign-in.key"));

    @Autowired
    private ApplicationContext context;

    @Value("${careloop.data}")
    private Path data;

    @TempDir
    private Path folder;

    private final Map<String, List<String>> secrets = new TreeMap<>();
    private final Map<String, byte[]> written = new TreeMap<>();
    private Study study;
    private String login;

    @BeforeEach
    void everySecretIsUsed() throws Exception {
        secrets.put("metrics token", List.of(METRICS_TOKEN));
        secrets.put("client secret", List.of(CLIENT_SECRET));
        secrets.put("password", List.of(PASSWORD, WRONG_PASSWORD));
        secrets.put("passphrase", List.of(PASSPHRASE));
        secrets.put("database password", databasePasswords());
        Person person = account();
        signIns();
        tokens();
        FactorActs.Shown factor = FactorActs.switchOn(context.getBean(FactorService.class), PASSWORD, clock);
        secrets.put("second factor", factor.secret());
        secrets.put("recovery code", factor.recoveryCodes());
        signIns();
        webhook(person);
        secrets.put(
                "server key",
                List.of(Files.readString(data.resolve("sign-in.key")).strip()));
    }

    @Test
    void noSecretStandsAnywhereElse(CapturedOutput output) throws Exception {
        tables();
        exports();
        backups();
        files();
        written.put("log", output.getAll().getBytes(StandardCharsets.UTF_8));
        written.put("log file", Files.readAllBytes(Path.of("target/marked-secrets.log")));
        written.put(
                "command lines",
                ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .reduce("", (all, line) -> all + "\n" + line)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(written).hasSizeGreaterThan(40);
        assertThat(secrets).hasSize(11).allSatisfy((kind, values) -> {
            assertThat(values)
                    .as(kind)
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(value).hasSizeGreaterThan(8));
            assertThat(placesOf(values)).as(kind).isEqualTo(ALLOWED.getOrDefault(kind, Set.of()));
        });
    }

    private Set<String> placesOf(List<String> values) {
        Set<String> places = new TreeSet<>();
        written.forEach((place, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (values.stream().anyMatch(text::contains)) {
                places.add(place);
            }
        });
        return places;
    }

    private List<String> databasePasswords() throws IOException {
        return Files.readAllLines(data.resolve("postgres-passwords.properties")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
    }

    private Person account() {
        signedIn.as(signedIn.account("keeper", Role.ADMINISTRATOR));
        login = "marked." + UUID.randomUUID();
        InvitationService invitations = context.getBean(InvitationService.class);
        String link = invitations
                .invite(Set.of(Role.CLINICIAN, Role.STUDY_LEAD, Role.ADMINISTRATOR))
                .token();
        secrets.put("invitation", List.of(link));
        invitations.accept(link, new InvitationService.NewAccount(login, "", PASSWORD, List.of(), List.of()));
        Person person = context.getBean(PersonService.class).all().stream()
                .filter(known -> known.login().equals(login))
                .findFirst()
                .orElseThrow();
        signedIn.as(person);
        return person;
    }

    private void signIns() throws Exception {
        assertThat(signIn(WRONG_PASSWORD)).contains("error");
        assertThat(signIn(PASSWORD)).doesNotContain("error");
        get("/sign-in/provider", "");
        assertThat(get("/metrics", METRICS_TOKEN)).isEqualTo(200);
    }

    private void tokens() throws Exception {
        String token =
                context.getBean(TokenService.class).create("nightly", Set.of(TokenScope.values()), Duration.ofDays(1));
        secrets.put("access token", List.of(token, WRONG_TOKEN));
        assertThat(get("/api/v1/studies", token)).isEqualTo(200);
        assertThat(get("/api/v1/studies", WRONG_TOKEN)).isEqualTo(401);
    }

    private void webhook(Person person) {
        study = context.getBean(StudyService.class)
                .create(new NewStudy("Marked " + UUID.randomUUID(), "", 1), person.id());
        WebhookService hooks = context.getBean(WebhookService.class);
        secrets.put(
                "webhook secret",
                List.of(hooks.create(study.id(), "http://127.0.0.1:9/", Set.of(WebhookEvent.JUDGEMENT))));
        hooks.test(hooks.of(study.id()).getFirst().id());
        context.getBean(WebhookSender.class).send();
    }

    private String signIn(String password) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String form =
                    "username=%s&password=%s".formatted(login, URLEncoder.encode(password, StandardCharsets.UTF_8));
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        }
    }

    private int get(String path, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private void tables() {
        for (String table : database.sql(
                        "select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()) {
            String rows = database.sql("select coalesce(string_agg(t::text, chr(10)), '') from %s t".formatted(table))
                    .query(String.class)
                    .single();
            written.put("table " + table, rows.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void exports() throws IOException {
        ByteArrayOutputStream votes = new ByteArrayOutputStream();
        context.getBean(ExportService.class).writeZip(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, votes);
        unzip("export", new ByteArrayInputStream(votes.toByteArray()));
        ByteArrayOutputStream account = new ByteArrayOutputStream();
        context.getBean(AccountData.class).writeOwn(account);
        written.put("account data", account.toByteArray());
    }

    private void backups() throws IOException {
        Path phrase = Files.createFile(
                folder.resolve("phrase"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(phrase, PASSPHRASE);
        HeardCommands commands = new HeardCommands();
        for (String kind : List.of("open", "sealed")) {
            Path to = folder.resolve(kind);
            List<Object> arguments = new ArrayList<>(List.of("backup", "--data", data, "--to", to));
            if (kind.equals("sealed")) {
                arguments.addAll(List.of("--passphrase-file", phrase));
            }
            assertThat(commands.run(arguments.toArray())).as(commands.said()).isZero();
            written.put("words of the command, " + kind, commands.said().getBytes(StandardCharsets.UTF_8));
            try (Stream<Path> files = Files.list(to)) {
                Path made = files.findFirst().orElseThrow();
                if (kind.equals("open")) {
                    unzip("backup.zip", Files.newInputStream(made));
                } else {
                    written.put("sealed backup", Files.readAllBytes(made));
                }
            }
        }
    }

    private void unzip(String name, InputStream in) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String file = Path.of(entry.getName()).getFileName().toString();
                written.put("%s: %s".formatted(name, file.replaceFirst("\\..*", "")), zip.readAllBytes());
            }
        }
    }

    /** The database's own files hold the tables, which are searched as such. */
    private void files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !data.relativize(file).startsWith("postgres"))
                    .toList()) {
                written.put("data/" + data.relativize(file), Files.readAllBytes(file));
            }
        }
    }
}
