package org.careloop.web.promotion.ui;

import com.vaadin.flow.i18n.I18NProvider;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.promotion.Promotion;
import org.careloop.web.promotion.PromotionService;

/** Takes the approval of a model back, or goes back to the one before in the same act. */
class EndCard extends SignedAct {
    private static final long serialVersionUID = 1L;

    EndCard(PromotionService promotions, Checkpoint model, int after, Runnable done) {
        this(promotions, model, promotions.before(model.study().orElseThrow()), after, done);
    }

    private EndCard(
            PromotionService promotions, Checkpoint model, Optional<Promotion> before, int after, Runnable done) {
        super(
                I18NProvider.translate("promotion.end"),
                before.map(act -> I18NProvider.translate("promotion.end.text.before", act.name()))
                        .orElseGet(() -> I18NProvider.translate("promotion.end.text")));
        before.ifPresent(act -> offer(
                getTranslation("promotion.go-back", act.name()),
                (reason, password) -> promotions.goBack(act.checkpoint(), reason, after, password),
                done));
        offer(
                getTranslation("promotion.withdraw"),
                (reason, password) -> promotions.withdraw(model.id(), reason, after, password),
                done);
    }
}
