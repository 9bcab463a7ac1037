package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.stereotype.Service;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may reach what: every page, operation and service method says so, and {@code docs/access.md} says the same. */
class AccessPageTest extends ApiCase {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root", ".."));
    private static final Path PAGE = Path.of("docs/access.md");
    private static final String COLUMNS =
            " | clinician | study lead | ML engineer | administrator |\n| --- | --- | --- | --- | --- |\n";

    /** No page and no operation calls them: two run before anybody signs in, one tells the sign-in page of the demo. */
    private static final Set<String> WITHOUT_PERSON =
            Set.of("Demo.run", "PersonService.hasDemoAccounts", "ScriptedJudges.judgeAll");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private record Operation(HttpMethod method, String pattern) {
        URI address() {
            return URI.create(pattern.replace("{*name}", "config.json")
                    .replaceAll("\\{\\w+}", UUID.randomUUID().toString()));
        }

        @Override
        public String toString() {
            return "%s %s".formatted(method, pattern.substring(ApiAddress.ROOT.length()));
        }
    }

    @Test
    void thePageOfTheDocumentationSaysWhatTheCodeSays() throws Exception {
        Path fresh = Files.createDirectories(ROOT.resolve("webapp/target")).resolve("access.md");
        Files.writeString(fresh, page());

        assertThat(Files.readString(ROOT.resolve(PAGE)))
                .as("%s is old: look at what changed, then copy %s over it", PAGE, fresh)
                .isEqualTo(Files.readString(fresh));
    }

    @Test
    void everyServiceMethodSaysWhoMayCallIt() {
        assertThat(services().entrySet().stream()
                        .filter(method -> who(method.getValue()).isEmpty())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_PERSON);
    }

    @Test
    void everyPageSaysWhoMaySeeIt() {
        assertThat(routes())
                .hasSizeGreaterThan(20)
                .allSatisfy((route, view) ->
                        assertThat(who(List.of(view))).as(route).isNotEmpty());
    }

    /** Every operation with every scope alone. */
    @Test
    void everyOperationIsOpenToOneScopeAlone() throws Exception {
        Map<TokenScope, String> scopes = new EnumMap<>(TokenScope.class);
        for (TokenScope scope : TokenScope.values()) {
            scopes.put(scope, token(lead, Set.of(scope)));
        }
        for (Operation operation : operations()) {
            assertThat(scopes.entrySet().stream().filter(scope -> !refused(scope.getValue(), operation, "api.scope")))
                    .as(operation.toString())
                    .hasSize(1);
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
            # Who may do what

            Roles say what a person may do anywhere; which studies they see is for the study's people to say, and asked besides. This page is made
            from the annotations of pages and services and by trying every operation with every role; a test holds the two equal.

            ## Pages

            | page\
            """).append(COLUMNS);
        routes().forEach((route, view) ->
                page.append(row("`/" + route.replace("|", "\\|") + "`", role -> yes(may(List.of(view), role)))));
        page.append("\n"
                        + "## The programming interface\n\n"
                        + "Who is refused by role alone, tried with a token of every scope and an empty body;"
                        + " others are refused by what they name.\n\n"
                        + "| operation")
                .append(COLUMNS);
        Map<Role, String> people = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            people.put(role, tokenOf(role));
        }
        operations()
                .forEach(operation -> page.append(row(
                        "`" + operation + "`",
                        role -> refused(people.getOrDefault(role, ""), operation, "api.denied") ? "refused" : "")));
        page.append("\n## Services\n\n| method").append(COLUMNS);
        services().forEach((name, method) -> page.append(row("`" + name + "`", role -> yes(may(method, role)))));
        return page.toString();
    }

    /** Of a person who had every role when the token was made and has this one now. */
    private String tokenOf(Role role) {
        Person person = signedIn.account("former", Role.values());
        String token = token(person, EnumSet.allOf(TokenScope.class));
        database.sql("delete from person_role where person_id = ? and role <> ?")
                .params(person.id().value(), role.name())
                .update();
        return token;
    }

    private static String yes(boolean may) {
        return may ? "yes" : "";
    }

    private static String row(String name, Function<Role, String> cell) {
        return Stream.of(Role.values()).map(cell).collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
    }

    private static boolean may(List<? extends AnnotatedElement> places, Role role) {
        return who(places).contains(role);
    }

    /** As Spring Security and the navigation read it: what stands on the method, else on its class; nobody without. */
    private static Set<Role> who(List<? extends AnnotatedElement> places) {
        for (AnnotatedElement place : places) {
            if (has(place, PermitAll.class) || has(place, AnonymousAllowed.class)) {
                return EnumSet.allOf(Role.class);
            }
            RolesAllowed roles = place.getAnnotation(RolesAllowed.class);
            if (roles != null) {
                return Arrays.stream(roles.value()).map(Role::valueOf).collect(Collectors.toSet());
            }
        }
        return Set.of();
    }

    private static boolean has(AnnotatedElement place, Class<? extends Annotation> annotation) {
        return place.isAnnotationPresent(annotation);
    }

    private boolean refused(String token, Operation operation, String code) {
        try {
            MockHttpServletResponse answer = send(
                            token,
                            request(operation.method(), operation.address())
                                    .contentType("application/json")
                                    .content("{}"))
                    .andReturn()
                    .getResponse();
            return answer.getStatus() == 403 && answer.getContentAsString().contains("\"code\":\"%s\"".formatted(code));
        } catch (Exception e) {
            throw new IllegalStateException(operation.toString(), e);
        }
    }

    private List<Operation> operations() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith(ApiAddress.ROOT + "/") && !pattern.contains("openapi"))
                        .flatMap(pattern -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> new Operation(method.asHttpMethod(), pattern))))
                .distinct()
                .sorted(Comparator.comparing(Operation::pattern).thenComparing(Operation::toString))
                .toList();
    }

    /**
     * Each public method of a service with the places that say who may call it. Of several with one name the last counts, which
     * asks for most: those that name a study are open to its leads. The order in which Java lists them is another on every machine.
     */
    private Map<String, List<AnnotatedElement>> services() {
        Map<String, List<AnnotatedElement>> methods = new TreeMap<>();
        for (Object bean : context.getBeansWithAnnotation(Service.class).values()) {
            Class<?> type = AopUtils.getTargetClass(bean);
            List<Method> declared = Stream.of(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getParameterCount).thenComparing(Method::toString))
                    .toList();
            for (Method method : declared) {
                if (Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()) {
                    methods.put(type.getSimpleName() + "." + method.getName(), List.of(method, type));
                }
            }
        }
        return methods;
    }

    private static Map<String, Class<?>> routes() {
        ClassPathScanningCandidateComponentProvider views = new ClassPathScanningCandidateComponentProvider(false);
        views.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        Map<String, Class<?>> routes = new TreeMap<>();
        views.findCandidateComponents("org.careloop.web").forEach(found -> {
            Class<?> view = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            routes.put(view.getAnnotation(Route.class).value(), view);
        });
        return routes;
    }
}
