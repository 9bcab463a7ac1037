package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyPool;
import org.careloop.web.study.StudyService;

/** Where a checkpoint comes from: its run, snapshot, judgements and people, and the same of each model before it. */
class LineageCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient LineageService lineages;

    LineageCard(LineageService lineages, StudyService studies, Checkpoint checkpoint) {
        this.lineages = lineages;
        addClassNames("card", "lineage-card");
        add(new H2(getTranslation("checkpoint.lineage")));
        List<LineageService.Generation> generations = lineages.ancestry(checkpoint.id());
        generations.stream().limit(1).forEach(own -> add(facts(own)));
        List<Study> judged = lineages.answeredIn(checkpoint).stream()
                .flatMap(id -> studies.find(id).stream())
                .toList();
        if (!judged.isEmpty()) {
            add(new H3(getTranslation("checkpoint.lineage.judged")), judged(judged));
        }
        if (generations.size() > 1) {
            add(new H3(getTranslation("checkpoint.lineage.before")));
            generations.stream().skip(1).forEach(this::addEarlier);
        }
    }

    private UnorderedList judged(List<Study> studies) {
        UnorderedList list = new UnorderedList();
        list.addClassName("ways");
        studies.forEach(study -> list.add(new ListItem(
                PageOfStudy.VERDICT.isOpen(study.id())
                        ? new Anchor(PageOfStudy.VERDICT.address(study.id()), study.name())
                        : new Span(study.name()))));
        return list;
    }

    private void addEarlier(LineageService.Generation generation) {
        Details earlier = new Details(
                getTranslation(
                        "checkpoint.lineage.model",
                        generation.model().name(),
                        getTranslation(
                                generation.checkpoint().isEmpty()
                                        ? "checkpoint.lineage.elsewhere"
                                        : generation.lineage().isEmpty()
                                                ? "checkpoint.origin.base"
                                                : "checkpoint.origin.run")),
                facts(generation));
        add(earlier);
    }

    private Component facts(LineageService.Generation generation) {
        if (generation.lineage().isPresent()) {
            return facts(generation.lineage().get());
        }
        return generation
                .checkpoint()
                .map(base -> new Paragraph(
                        new Span(getTranslation("checkpoint.lineage.base", new Figures(this).moment(base.createdAt()))
                                + " "),
                        new Anchor("checkpoints/" + base.id(), base.name())))
                .orElseGet(() -> new Paragraph(getTranslation("checkpoint.lineage.unseen")));
    }

    private DescriptionList facts(Lineage known) {
        Figures figures = new Figures(this);
        DescriptionList facts = new DescriptionList();
        facts.addClassName("lineage");
        fact(
                facts,
                "run",
                new Anchor("runs/" + known.run(), getTranslation("run.name." + known.runKind(), known.runNumber())));
        fact(
                facts,
                "started",
                new Span(
                        getTranslation("checkpoint.lineage.by", figures.moment(known.startedAt()), known.startedBy())));
        fact(
                facts,
                "from",
                new Anchor("checkpoints/" + known.base().id(), known.base().name()));
        known.reward()
                .ifPresent(reward -> fact(facts, "reward", new Anchor("checkpoints/" + reward.id(), reward.name())));
        fact(facts, "study", studies(known));
        fact(facts, "judgements", judgements(known));
        fact(
                facts,
                "snapshot",
                new Anchor(
                        "snapshots/" + known.snapshot(),
                        getTranslation(
                                "checkpoint.lineage.frozen", figures.moment(known.frozenAt()), known.snapshot())));
        return facts;
    }

    private Component studies(Lineage known) {
        Span studies = new Span();
        for (StudyPool.Member study : known.pool().members()) {
            if (studies.getChildren().findAny().isPresent()) {
                studies.add(new Span(getTranslation("list.comma")));
            }
            studies.add(
                    PageOfStudy.COMPARISONS.isOpen(study.id())
                            ? new Anchor(PageOfStudy.COMPARISONS.address(study.id()), study.name())
                            : new Span(study.name()));
        }
        return studies;
    }

    private Component judgements(Lineage known) {
        String count = getTranslation(
                known.scripted() ? "checkpoint.lineage.votes.scripted" : "checkpoint.lineage.votes",
                known.judgements(),
                known.annotators());
        Figures figures = new Figures(this);
        String people = lineages.contributions(known).stream()
                .map(one -> getTranslation("checkpoint.lineage.person", one.login(), figures.count(one.judgements())))
                .collect(Collectors.joining(getTranslation("list.comma")));
        return people.isEmpty() ? new Span(count) : new Details(count, new Span(people));
    }

    private void fact(DescriptionList facts, String key, Component value) {
        facts.add(
                new DescriptionList.Term(getTranslation("checkpoint.lineage." + key)),
                new DescriptionList.Description(value));
    }
}
