package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.Verdict;
import org.careloop.web.ServiceTest;
import org.careloop.web.people.Role;
import org.careloop.web.study.MemberRole;
import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.Study;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database takes in a column is what the enum of that column names. */
class NamesInTheDatabaseTest extends ServiceTest {
    private static final Pattern LITERAL = Pattern.compile("'(\\w+)'");

    @Autowired
    private JdbcClient database;

    static Arguments[] columns() {
        return new Arguments[] {
            Arguments.of("slot", "purpose", SlotPurpose.class),
            Arguments.of("judgement", "purpose", SlotPurpose.class),
            Arguments.of("judgement", "verdict", Verdict.class),
            Arguments.of("adjudication", "verdict", Verdict.class),
            Arguments.of("adjudication", "stage", AdjudicationStage.class),
            Arguments.of("escalation", "kind", EscalationKind.class),
            Arguments.of("study", "state", Study.State.class),
            Arguments.of("study_member", "role", MemberRole.class),
            Arguments.of("person_role", "role", Role.class),
        };
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("columns")
    void aColumnTakesWhatItsEnumNames(String table, String column, Class<? extends Enum<?>> names) {
        String check = database.sql("""
                        select pg_get_constraintdef(c.oid) from pg_constraint c
                        where c.conrelid = :table::regclass and c.contype = 'c'
                          and pg_get_constraintdef(c.oid) like 'CHECK ((' || :column || ' = ANY (%'
                        """)
                .param("table", table)
                .param("column", column)
                .query(String.class)
                .single();

        Set<String> taken = LITERAL.matcher(check)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(taken)
                .isEqualTo(Arrays.stream(names.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
