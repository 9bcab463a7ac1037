package org.careloop.web.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in at a provider. Each is set as an environment variable, {@code CARELOOP_OIDC_ISSUER} and so on. A group's name
 * may have commas in it, so groups stand with semicolons between them.
 *
 * @param issuer the provider's address, exactly as it names itself; none: passwords alone
 * @param clientId as which CareLoop is registered there
 * @param clientSecret what CareLoop shows the provider; from the environment, never on a command line
 * @param clientSecretFile the file that holds it, in place of {@code clientSecret}
 * @param name what people call the provider
 * @param scopes what the provider is asked for
 * @param loginClaim where a token says the account name that a new account gets
 * @param nameClaim where it says what colleagues see
 * @param groupsClaim where it says the groups; dots lead into objects: {@code realm_access.roles}
 * @param clinicians groups whose members are clinicians
 * @param studyLeads groups whose members are study leads
 * @param mlEngineers groups whose members are ML engineers
 * @param administrators groups whose members are administrators
 * @param accounts whether an account is made at the first sign-in
 * @param passwords whom passwords still let in
 */
@ConfigurationProperties("careloop.oidc")
record ProviderSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @Nullable Path clientSecretFile,
        @DefaultValue("") String name,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue("preferred_username") String loginClaim,
        @DefaultValue("name") String nameClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("") String clinicians,
        @DefaultValue("") String studyLeads,
        @DefaultValue("") String mlEngineers,
        @DefaultValue("") String administrators,
        @DefaultValue("exist") Accounts accounts,
        @DefaultValue("everybody") PasswordsOf passwords) {

    /** Who has an account. */
    enum Accounts {
        /** Whom an administrator has linked to one. */
        EXIST,
        /** Everybody whom the provider sends and whose groups allow it. */
        MAKE
    }

    /** Whom a password lets in. */
    enum PasswordsOf {
        EVERYBODY,
        ADMINISTRATORS
    }

    /** @throws BadInput when something is missing that nobody could sign in without */
    ProviderSettings checked() {
        URI address = URI.create(issuer);
        boolean own = Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(address.getHost()));
        if (!"https".equals(address.getScheme()) && !(own && "http".equals(address.getScheme()))) {
            throw new BadInput(
                    "CARELOOP_OIDC_ISSUER is \"%s\"; expected the provider's address with https, as it names itself"
                            .formatted(issuer));
        }
        if (clientId.isBlank()) {
            throw new BadInput("CARELOOP_OIDC_CLIENT_ID is missing: as which CareLoop is registered at the provider");
        }
        secret();
        return this;
    }

    /** What CareLoop shows the provider. */
    String secret() {
        if (clientSecretFile == null) {
            if (clientSecret.isBlank()) {
                throw new BadInput("CARELOOP_OIDC_CLIENT_SECRET is missing; give it, or the file that holds it as"
                        + " CARELOOP_OIDC_CLIENT_SECRET_FILE");
            }
            return clientSecret;
        }
        try {
            return Files.readString(clientSecretFile).strip();
        } catch (IOException e) {
            throw new BadInput(
                    "CARELOOP_OIDC_CLIENT_SECRET_FILE: %s cannot be read; expected a file with the secret alone"
                            .formatted(clientSecretFile),
                    e);
        }
    }

    /** What people read on the button. */
    String shownName() {
        return name.isBlank() ? URI.create(issuer).getHost() : name.strip();
    }

    /** Whether groups say what a person may do; otherwise administrators say it, in CareLoop. */
    boolean groupsGiveRoles() {
        return !groups().values().stream().allMatch(List::isEmpty);
    }

    /** What the members of these groups may do. */
    Set<Role> roles(Set<String> of) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        groups().forEach((role, wanted) -> {
            if (wanted.stream().anyMatch(of::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }

    private Map<Role, List<String>> groups() {
        return Map.of(
                Role.CLINICIAN, names(clinicians),
                Role.STUDY_LEAD, names(studyLeads),
                Role.ML_ENGINEER, names(mlEngineers),
                Role.ADMINISTRATOR, names(administrators));
    }

    private static List<String> names(String groups) {
        return Arrays.stream(groups.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "ProviderSettings[" + Stream.of(issuer, clientId).collect(Collectors.joining(", ")) + "]";
    }
}
