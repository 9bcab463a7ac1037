package org.careloop.web.training;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Locale;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.web.dataset.SnapshotPlan;

/** What will happen: which votes, what was left out and why, how long runs like it took. */
class PlanList extends Div {
    private static final long serialVersionUID = 1L;

    PlanList(TrainingService.Plan plan, RunKind kind) {
        addClassName("plan");
        SnapshotPlan data = plan.data();
        UnorderedList facts = new UnorderedList();
        if (kind.reads() == TrainingData.PROMPTS) {
            facts.add(new ListItem(getTranslation("plan.prompts", data.prompts())));
        } else if (kind.reads() == TrainingData.RATINGS) {
            facts.add(
                    new ListItem(getTranslation("plan.ratings", data.votes(), data.annotators(), data.comparisons())));
        } else {
            facts.add(new ListItem(getTranslation("plan.votes", data.votes(), data.annotators(), data.comparisons())));
            facts.add(new ListItem(getTranslation("plan.decisive", data.decisive(), data.votes() - data.decisive())));
        }
        data.excluded()
                .forEach((reason, count) -> facts.add(new ListItem(
                        getTranslation("plan.excluded." + reason.name().toLowerCase(Locale.ROOT), count))));
        if (data.excluded().isEmpty()) {
            facts.add(new ListItem(getTranslation("plan.excluded.none")));
        }
        facts.add(new ListItem(RunWords.time(this, plan.time())));
        facts.add(new ListItem(getTranslation("plan.frozen")));
        add(new H2(getTranslation("plan.title")), facts);
    }
}
