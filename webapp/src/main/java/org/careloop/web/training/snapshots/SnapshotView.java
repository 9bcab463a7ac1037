package org.careloop.web.training.snapshots;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.careloop.run.DatasetManifest;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.dataset.SnapshotPlan.ExclusionReason;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.study.StudyInView;
import org.careloop.web.study.StudyPool;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;
import org.careloop.web.training.TrainingService;

/** One snapshot: what was frozen and what was left out, what of it counts no more, and which runs learn from it. */
@Route("snapshots")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class SnapshotView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient FrozenSnapshots snapshots;
    private final transient TrainingService training;
    private final Figures figures = new Figures(this);

    SnapshotView(FrozenSnapshots snapshots, TrainingService training) {
        super(I18NProvider.translate("snapshot.title"));
        this.snapshots = snapshots;
        this.training = training;
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<FrozenSnapshot> found = SnapshotId.parse(parameter).flatMap(snapshots::find);
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(found.get());
    }

    private void show(FrozenSnapshot snapshot) {
        startOver();
        StudyInView.keep(snapshot.pool().first());
        setHeading(getTranslation("snapshot.of", snapshot.pool().names(), figures.moment(snapshot.createdAt())));
        add(frozen(snapshot));
        if (snapshot.pool().isOfSeveral()) {
            add(studies(snapshot));
        }
        add(excluded(snapshot), runs(snapshot), files(snapshot));
    }

    private Div frozen(FrozenSnapshot snapshot) {
        DescriptionList facts = new DescriptionList();
        facts.addClassName("lineage");
        if (!snapshot.pool().isOfSeveral()) {
            fact(
                    facts,
                    "study",
                    new Anchor(
                            "study/" + snapshot.pool().first(), snapshot.pool().names()));
        }
        fact(
                facts,
                "frozen",
                new Span(getTranslation(
                        "checkpoint.lineage.by", figures.moment(snapshot.createdAt()), snapshot.createdBy())));
        snapshot.manifest()
                .counts()
                .forEach((what, count) -> fact(facts, "count." + what, new Span(figures.count(count))));
        NotFrozenToday since = snapshots.since(snapshot);
        fact(facts, "outdated", new Span(getTranslation("snapshot.outdated.count", since.outdated())));
        if (since.held() > 0) {
            fact(facts, "held", new Span(getTranslation("snapshot.held.count", since.held())));
        }
        return card(new H2(getTranslation("snapshot.holds")), facts);
    }

    private void fact(DescriptionList facts, String key, Component value) {
        facts.add(new DescriptionList.Term(getTranslation("snapshot." + key)), new DescriptionList.Description(value));
    }

    /** What of it is of which of several studies, and what was left out of each. */
    private Div studies(FrozenSnapshot snapshot) {
        FactTable table = new FactTable(
                        getTranslation("snapshot.studies"),
                        List.of(
                                getTranslation("snapshot.study"),
                                getTranslation("snapshot.count.comparisons"),
                                getTranslation("snapshot.count.votes"),
                                getTranslation("snapshot.excluded")))
                .figures(1)
                .figures(2);
        for (int place = 0; place < snapshot.manifest().studies().size(); place++) {
            DatasetManifest.OfStudy part = snapshot.manifest().studies().get(place);
            StudyPool.Member study = snapshot.pool().members().get(place);
            Div leftOut = new Div();
            reasons(part.excluded()).forEach(reason -> leftOut.add(new Div(reason)));
            table.addRow(
                    new Anchor("study/" + study.id(), study.name()),
                    new Span(figures.count(part.counts().getOrDefault("comparisons", 0L))),
                    new Span(figures.count(part.counts().getOrDefault("votes", 0L))),
                    leftOut);
        }
        return card(new H2(getTranslation("snapshot.studies")), table);
    }

    private Div excluded(FrozenSnapshot snapshot) {
        UnorderedList list = new UnorderedList();
        reasons(snapshot.manifest().excluded()).forEach(reason -> list.add(new ListItem(reason)));
        Div card = card(new H2(getTranslation("snapshot.excluded")), list);
        card.addClassName("plan");
        return card;
    }

    private List<String> reasons(Map<String, Long> excluded) {
        return excluded.isEmpty()
                ? List.of(getTranslation("plan.excluded.none"))
                : new TreeMap<>(excluded)
                        .entrySet().stream()
                                .map(one -> words(one.getKey(), one.getValue()))
                                .toList();
    }

    /** A manifest has the reason in English words. */
    private String words(String reason, long count) {
        return Arrays.stream(ExclusionReason.values())
                .filter(known -> known.inWords().equals(reason))
                .map(known -> getTranslation("plan.excluded." + known.name().toLowerCase(Locale.ROOT), count))
                .findFirst()
                .orElseGet(() -> "%s: %s".formatted(reason, figures.count(count)));
    }

    private Div runs(FrozenSnapshot snapshot) {
        FactTable table = new FactTable(
                getTranslation("snapshot.runs"),
                List.of(
                        getTranslation("runs.run"),
                        getTranslation("runs.state"),
                        getTranslation("runs.from"),
                        getTranslation("snapshot.made")));
        snapshots.runs(snapshot).forEach(listed -> {
            Run run = listed.run();
            table.addRow(
                    new Anchor("runs/" + run.id(), RunWords.name(this, run)),
                    badge(RunWords.state(this, run, listed.status()), RunWords.tone(listed.status())),
                    new Span(run.baseName()),
                    made(run));
        });
        return card(new H2(getTranslation("snapshot.runs")), table);
    }

    private Component made(Run run) {
        return training.result(run.id())
                .<Component>map(model -> new Anchor("checkpoints/" + model.id(), model.name()))
                .orElseGet(() -> new Span("–"));
    }

    private Div files(FrozenSnapshot snapshot) {
        FactTable table =
                new FactTable(getTranslation("snapshot.files"), List.of(getTranslation("snapshot.file"), "SHA-256"));
        for (Map.Entry<String, String> file : new TreeMap<>(snapshot.manifest().sha256()).entrySet()) {
            Span hash = new Span(file.getValue());
            hash.addClassName("hash");
            table.addRow(new Span(file.getKey()), hash);
        }
        return card(new H2(getTranslation("snapshot.files")), table);
    }
}
