package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.comparison.Addresses;
import org.careloop.web.comparison.ComparisonFilter;
import org.careloop.web.comparison.ComparisonLine;
import org.careloop.web.comparison.ComparisonPage;
import org.careloop.web.comparison.ComparisonService;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;
import org.jspecify.annotations.Nullable;

/** The comparisons of a study, searched and filtered. The filter stands in the address. */
@Route("study/:study/comparisons")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class ComparisonsView extends StudyPage {
    private static final long serialVersionUID = 1L;
    private static final Set<ComparisonFilter.Trait> QUIET =
            EnumSet.of(ComparisonFilter.Trait.SKIPPED, ComparisonFilter.Trait.HELD, ComparisonFilter.Trait.IDENTICAL);
    private static final int WINDOW = 50;

    private final transient ComparisonService comparisons;
    private final Figures figures = new Figures(this);
    private final ComparisonFilters filters = new ComparisonFilters(this::go);
    private final Paragraph count = new Paragraph();
    private final Div list = new Div();
    private final Button more = new Button();
    private final Paragraph rest = new Paragraph();
    private transient ComparisonFilter filter = ComparisonFilter.ALL;
    private transient @Nullable Study study;
    private transient FactTable table;
    private transient long all;
    private transient long fitting;
    private transient long shown;
    private transient long after;

    ComparisonsView(StudyService studies, ComparisonService comparisons) {
        super(PageOfStudy.COMPARISONS, studies);
        this.comparisons = comparisons;
        table = emptyTable();
        count.addClassName("quiet");
        count.getElement().setAttribute("role", "status");
        rest.addClassName("quiet");
        list.addClassName("comparison-list");
        more.addClickListener(click -> load());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter = ComparisonFilter.read(event.getLocation().getQueryParameters().getParameters());
        super.beforeEnter(event);
    }

    @Override
    protected void open(Study opened) {
        study = opened;
        ComparisonService.Offer offer = comparisons.offer(opened);
        all = offer.comparisons();
        if (all == 0) {
            add(new EmptyState(
                    getTranslation(opened.design().isRating() ? "study.empty.title.rated" : "study.empty.title"),
                    getTranslation(opened.design().isRating() ? "study.empty.text.rated" : "study.empty.text"),
                    link("import/" + opened.id(), "study.import", "primary-link")));
            return;
        }
        filters.show(filter, offer);
        add(filters, count, list);
        fresh();
    }

    private void go(ComparisonFilter wanted) {
        UI.getCurrent().navigate(Addresses.list(study().id(), wanted));
    }

    private Study study() {
        return Objects.requireNonNull(study);
    }

    private void fresh() {
        table = emptyTable();
        fitting = comparisons.count(study(), filter).orElse(0);
        shown = 0;
        after = 0;
        list.removeAll();
        load();
    }

    private FactTable emptyTable() {
        FactTable empty = new FactTable(
                getTranslation("study.page.comparisons"),
                Stream.of("question", "id", "language", "votes", "marks")
                        .map(column -> getTranslation("comparisons.column." + column))
                        .toList());
        empty.addClassName("comparison-table");
        return empty;
    }

    private void load() {
        ComparisonPage page = comparisons.page(study(), filter, after, WINDOW);
        page.lines().forEach(this::addRow);
        shown += page.lines().size();
        after = page.next().orElse(all);
        more.setVisible(page.next().isPresent());
        more.setText(getTranslation(page.whole() || page.lines().size() >= WINDOW ? "audit.more" : "comparisons.on"));
        rest.setVisible(!page.whole() && page.next().isPresent());
        rest.setText(getTranslation("comparisons.searched", after, all));
        count.setText(counted(page));
        if (shown == 0 && page.next().isEmpty()) {
            list.removeAll();
            list.add(nothing());
        } else if (table.getParent().isEmpty()) {
            Div card = card(table, rest, more);
            list.add(card);
        }
        table.setVisible(shown > 0);
    }

    private String counted(ComparisonPage page) {
        if (filter.equals(ComparisonFilter.ALL)) {
            return getTranslation("comparisons.all", all);
        }
        boolean soFar = !page.whole() && page.next().isPresent();
        return getTranslation(soFar ? "comparisons.so-far" : "comparisons.of", page.whole() ? fitting : shown, all);
    }

    private EmptyState nothing() {
        return new EmptyState(
                getTranslation("comparisons.none.title"),
                getTranslation("comparisons.none.text"),
                link(Addresses.list(study().id(), ComparisonFilter.ALL), "comparisons.show-all", "secondary-link"));
    }

    private Anchor link(String address, String key, String look) {
        Anchor link = new Anchor(address, getTranslation(key));
        link.addClassName(look);
        return link;
    }

    private void addRow(ComparisonLine line) {
        Anchor question = new Anchor(
                Addresses.of(study().id(), line.id(), filter),
                line.question().isBlank() ? line.externalId() : line.question());
        question.getElement().setAttribute("dir", "auto");
        if (line.language() != null) {
            question.getElement().setAttribute("lang", line.language());
        }
        table.addRow(
                question,
                new Span(line.externalId()),
                new Span(line.language() == null ? "" : figures.language(line.language())),
                votes(line),
                marks(line));
    }

    private Component votes(ComparisonLine line) {
        Div cell = new Div(new Span(getTranslation("comparisons.votes", line.votes(), line.wanted())));
        line.split().filter(split -> line.votes() > 0).ifPresent(split -> {
            Stream<String> scores = split.scores().stream().map(String::valueOf);
            Span how = new Span(Stream.concat(
                            Stream.of(
                                    part("a", split.a()),
                                    part("same", split.same()),
                                    part("b", split.b()),
                                    part("both-bad", split.bothBad())),
                            scores)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(getTranslation("list.comma"))));
            how.addClassNames("quiet", "comparison-split");
            cell.add(how);
        });
        return cell;
    }

    private String part(String word, int votes) {
        return votes == 0 ? "" : getTranslation("comparisons.split." + word, votes);
    }

    private Component marks(ComparisonLine line) {
        List<Component> badges = line.traits().stream()
                .filter(trait ->
                        trait != ComparisonFilter.Trait.HELD || !line.traits().contains(ComparisonFilter.Trait.PRIVACY))
                .map(trait -> (Component) badge(
                        getTranslation("comparisons.mark." + trait.word()),
                        QUIET.contains(trait) ? Tone.QUIET : Tone.ATTENTION))
                .toList();
        if (badges.isEmpty()) {
            return new Span();
        }
        Div marks = new Div(badges.toArray(Component[]::new));
        marks.addClassName("badges");
        return marks;
    }
}
