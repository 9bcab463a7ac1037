package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;

/** Which models learnt from a judgement, a comparison, or a person. */
@Route("lineage")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class TouchedView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient LineageService lineages;

    TouchedView(LineageService lineages) {
        super(I18NProvider.translate("lineage.title"));
        this.lineages = lineages;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        startOver();
        try {
            LineageQuestion asked = LineageQuestion.of(
                    name -> event.getLocation().getQueryParameters().getSingleParameter(name));
            show(asked, lineages.touched(asked.origin(lineages)));
        } catch (BadInput e) {
            Problem problem = new Problem();
            problem.show(e);
            add(problem, new Paragraph(new Anchor("checkpoints", getTranslation("lineage.to.checkpoints"))));
        }
    }

    private void show(LineageQuestion asked, List<Touched> touched) {
        add(new Paragraph(getTranslation("lineage.of." + asked.kind().name().toLowerCase(Locale.ROOT), asked.value())));
        if (touched.isEmpty()) {
            add(new EmptyState(
                    getTranslation("lineage.none"),
                    getTranslation("lineage.none.text"),
                    new Anchor("checkpoints", getTranslation("lineage.to.checkpoints"))));
            return;
        }
        FactTable table = new FactTable(
                getTranslation("lineage.title"),
                List.of(
                        getTranslation("checkpoints.name"),
                        getTranslation("lineage.how"),
                        getTranslation("checkpoint.state"),
                        getTranslation("checkpoints.made")));
        touched.forEach(one -> table.addRow(name(one), ways(one), state(one), made(one)));
        Paragraph counted = new Paragraph(getTranslation("lineage.count", touched.size()));
        Paragraph means = new Paragraph(getTranslation("lineage.means"));
        means.addClassName("quiet");
        add(card(counted, table, means));
    }

    private static Component name(Touched one) {
        return one.checkpoint()
                .<Component>map(seen -> new Anchor("checkpoints/" + seen.id(), seen.name()))
                .orElseGet(() -> new Span(one.name()));
    }

    private UnorderedList ways(Touched one) {
        UnorderedList ways = new UnorderedList();
        ways.addClassName("ways");
        one.ways()
                .forEach(way -> ways.add(new ListItem(getTranslation(
                        "lineage.way." + way.kind().name().toLowerCase(Locale.ROOT),
                        way.through().map(Lineage.Ancestor::name).orElse("")))));
        return ways;
    }

    private Component state(Touched one) {
        Optional<ModelState> state = one.checkpoint().flatMap(Checkpoint::state);
        return state.<Component>map(StateBadge::new).orElseGet(() -> new Span("–"));
    }

    private Span made(Touched one) {
        return new Span(one.checkpoint()
                .map(seen -> new Figures(this).moment(seen.createdAt()))
                .orElseGet(() -> getTranslation("checkpoint.lineage.elsewhere")));
    }
}
