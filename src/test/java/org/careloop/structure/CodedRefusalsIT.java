package org.careloop.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;

/**
 * What a trainer refuses reaches the page of its run, in another process, by a code. {@code CodedProblemsTest} holds the web
 * application to the same, and every code to its words.
 */
@AnalyzeClasses(packages = "org.careloop", importOptions = ImportOption.DoNotIncludeTests.class)
class CodedRefusalsIT {
    private static final String WHY = "a page finds the words of a code in its reader's language";

    @ArchTest
    static final ArchRule noTrainerRefusesInEnglishAlone = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.careloop.run..", "org.careloop.lm..", "org.careloop.reward..", "org.careloop.ppo..")
            .and()
            .areNotAssignableTo(BadInput.class)
            .should()
            .callConstructor(BadInput.class, String.class)
            .orShould()
            .callConstructor(BadInput.class, String.class, Throwable.class)
            .orShould()
            .callMethod(BadInput.class, "in", Path.class, String.class)
            .orShould()
            .callMethod(BadInput.class, "at", Path.class, long.class, String.class)
            .because(WHY);

    /** Records of these packages are made of files: whoever reads one says the refusal to a person. */
    @ArchTest
    static final ArchRule noRecordOfAFileRefusesInEnglishAlone = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.careloop.run..",
                    "org.careloop.lm.config..",
                    "org.careloop.lm.sft..",
                    "org.careloop.lm.text..",
                    "org.careloop.reward")
            .and()
            .areNotAssignableTo(BadValue.class)
            .should()
            .callConstructor(IllegalArgumentException.class, String.class)
            .because(WHY);
}
