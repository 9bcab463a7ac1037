package org.careloop.web.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** Which addresses are taken, and who may touch them. */
class WebhookAddressesTest extends WebhookTest {
    @Test
    void onlyAddressesOfTheWebAreTaken() {
        for (String bad :
                List.of("file:///etc/passwd", "ftp://host/x", "https://user:pw@host/", "not an address", "")) {
            assertThatThrownBy(() -> hooks.create(study.id(), bad, Set.of(WebhookEvent.JUDGEMENT)))
                    .as(bad)
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith("address: given");
        }
    }

    @Test
    void whoLeadsAnotherStudyTouchesNoAddressOfThisOne() {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        UUID hook = hooks.of(study.id()).getFirst().id();
        database.sql(
                        "insert into study_member (study_id, person_id, role, added_at) select ?, created_by, 'LEAD', now() from webhook where id = ?")
                .params(study.id().value(), hook)
                .update();
        signedIn.as(signedIn.account("other", Role.STUDY_LEAD));
        assertThatThrownBy(() -> hooks.test(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.delete(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.deliveries(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.test(UUID.randomUUID())).isInstanceOf(BadInput.class);
    }
}
