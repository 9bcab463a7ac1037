package org.careloop.web.promotion.ui;

import com.vaadin.flow.i18n.I18NProvider;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.promotion.PromotionService;

/** Approves a model again that was approved before. */
class ReturnCard extends SignedAct {
    private static final long serialVersionUID = 1L;

    ReturnCard(PromotionService promotions, Checkpoint model, int after, Runnable done) {
        super(I18NProvider.translate("promotion.return"), I18NProvider.translate("promotion.return.text"));
        offer(
                getTranslation("promotion.return.do"),
                (reason, password) -> promotions.goBack(model.id(), reason, after, password),
                done);
    }
}
