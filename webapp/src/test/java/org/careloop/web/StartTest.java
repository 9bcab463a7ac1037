package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class StartTest extends WebTest {

    @Test
    void aCommitIsOnTheDiskWhenItReturns() {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void anUnreachableDatabaseIsNamedWithItsRemedyAndWithoutItsPassword() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty(DatabasePreflight.URL, "jdbc:postgresql://127.0.0.1:1/care?password=secret");
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            assertThatThrownBy(() -> new DatabasePreflight().initialize(context))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/care")
                    .hasMessageContaining("start it, correct spring.datasource.url")
                    .hasMessageNotContaining("secret");
        }
    }

    private String setting(String name) {
        return database.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }
}
