package org.careloop.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The modules and packages and their dependencies, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "org.careloop", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseStructureIT {
    private static final String REPOSITORY = "org.springframework.stereotype.Repository";

    @ArchTest
    static final ArchRule arrowsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("run-protocol")
            .definedBy("org.careloop.run..")
            .layer("language-model")
            .definedBy("org.careloop.lm..")
            .layer("reward-model")
            .definedBy("org.careloop.reward..")
            .layer("ppo-trainer")
            .definedBy("org.careloop.ppo..")
            .layer("webapp")
            .definedBy("org.careloop.web..")
            .whereLayer("webapp")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ppo-trainer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reward-model")
            .mayOnlyBeAccessedByLayers("ppo-trainer")
            .whereLayer("language-model")
            .mayOnlyBeAccessedByLayers("reward-model", "ppo-trainer")
            .whereLayer("run-protocol")
            .mayOnlyBeAccessedByLayers("language-model", "reward-model", "ppo-trainer", "webapp");

    @ArchTest
    static final ArchRule nativePointersStayInTheTensorPackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.careloop.lm.tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule trainersNeverOpenTheDatabase = noClasses()
            .that()
            .resideInAnyPackage("org.careloop.lm..", "org.careloop.reward..", "org.careloop.ppo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework..");

    @ArchTest
    static final ArchRule theRunProtocolKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("org.careloop.run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "com.vaadin..", "org.bytedeco..");

    @ArchTest
    static final ArchRule featuresOfTheWebApplicationFormNoCycle =
            slices().matching("org.careloop.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheModelCoreFormNoCycle =
            slices().matching("org.careloop.lm.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule screensNeverTouchTheDatabase = noClasses()
            .that()
            .areAssignableTo("com.vaadin.flow.component.Component")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .orShould()
            .dependOnClassesThat()
            .areAnnotatedWith(REPOSITORY);

    /**
     * Every statement stands where its annotation says so. Commands only ask whether there is a database at all; the manager of
     * transactions hands connections their limits.
     */
    @ArchTest
    static final ArchRule onlyRepositoriesHoldSql = noClasses()
            .that()
            .areNotAnnotatedWith(REPOSITORY)
            .and()
            .doNotHaveSimpleName("HeadlessContext")
            .and()
            .doNotHaveSimpleName("DeadlineTransactions")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc.core..", "javax.sql..");

    /** The services of a house must be usable without its screens: by the programming interface, by commands, by tests. */
    @ArchTest
    static final ArchRule onlyScreensImportScreens = noClasses()
            .that()
            .resideOutsideOfPackage("org.careloop.web..ui..")
            .and()
            .areNotAssignableTo("com.vaadin.flow.component.Component")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.careloop.web..ui..");

    /**
     * What a feature is stands in its own package; its screens and its readers of files are built on that, never below
     * it.
     */
    @ArchTest
    static final ArchRule noFeatureImportsItsOwnInnerRooms =
            noClasses().that().resideInAPackage("org.careloop.web.*..").should(dependOnAPackageInsideTheirOwn());

    /** The security configuration names the sign-in page; nothing else outside a feature needs to know a screen. */
    @ArchTest
    static final ArchRule screensStayInsideTheirFeature = classes()
            .that()
            .areAnnotatedWith("com.vaadin.flow.router.Route")
            .and()
            .doNotHaveSimpleName("LoginView")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().haveNameNotMatching(".*package-info").should(liveInANullMarkedPackage());

    private static ArchCondition<JavaClass> dependOnAPackageInsideTheirOwn() {
        return new ArchCondition<>("depend on a package inside their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String inside = type.getPackageName() + ".";
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(inside))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(dependency, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .orElse(false);
                events.add(
                        new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type.getSimpleName()));
            }
        };
    }
}
