package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.database.DatabasePreflight;
import org.careloop.web.people.FirstAccounts;
import org.careloop.web.start.DemoStudy;
import org.careloop.web.start.FirstStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

class StartTest extends WebTest {
    @Autowired
    private FirstAccounts accounts;

    @Autowired
    private DemoStudy demoStudy;

    @Autowired
    private TransactionTemplate transactions;

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

    @Test
    void aFirstStartThatIsBrokenOffIsAFirstStartAgain(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("study")).resolve("comparisons.jsonl"), "no row\n");
        FirstStart start = new FirstStart(accounts, demoStudy, transactions, InetAddress.getLoopbackAddress(), folder);
        List<UUID> active = database.sql("update person set active = false where active returning id")
                .query(UUID.class)
                .list();
        try {
            assertThatThrownBy(start::afterSingletonsInstantiated).isInstanceOf(BadInput.class);
            assertThat(accounts.areMissing()).isTrue();
            assertThat(accounts.includeDemo()).isFalse();
        } finally {
            active.forEach(id -> database.sql("update person set active = true where id = ?")
                    .param(id)
                    .update());
        }
    }

    private String setting(String name) {
        return database.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }
}
