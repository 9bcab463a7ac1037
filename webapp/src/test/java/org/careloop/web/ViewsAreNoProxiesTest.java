package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.router.Route;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.ClassUtils;

/** Services are guarded by proxies, views by the navigation alone. */
class ViewsAreNoProxiesTest extends WebTest {
    @Autowired
    private ApplicationContext context;

    @Autowired
    private PersonService people;

    @Test
    void noAdviceAppliesToAViewThatIsMadeAsABean() {
        Set<Class<?>> views = views();
        assertThat(views).extracting(Class::getSimpleName).contains("StudyView", "AccountsView", "AnnotateView");
        Collection<Advisor> advisors =
                context.getBeansOfType(Advisor.class, true, false).values();
        assertThat(views)
                .filteredOn(view -> advisors.stream().anyMatch(advisor -> AopUtils.canApply(advisor, view)))
                .isEmpty();
        assertThat(advisors).anyMatch(advisor -> AopUtils.canApply(advisor, AopUtils.getTargetClass(people)));
    }

    @Test
    void aServiceStillRefusesTheWrongRole() {
        assertThat(AopUtils.isAopProxy(people)).isTrue();
        signedIn.as(signedIn.clinician("clinician"));
        assertThatThrownBy(people::all).isInstanceOf(AccessDeniedException.class);
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        assertThat(people.all()).isNotEmpty();
    }

    private static Set<Class<?>> views() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        return scanner.findCandidateComponents("org.careloop.web").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .collect(Collectors.toSet());
    }
}
