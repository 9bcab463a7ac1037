package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.checkpoint.LineageQuestion;
import org.careloop.web.comparison.Addresses;
import org.careloop.web.comparison.ComparisonFilter;
import org.careloop.web.comparison.ComparisonRecord;
import org.careloop.web.comparison.ComparisonService;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;

/** One comparison: its texts, what people said on it, and what waits for its lead. */
@Route("study/:study/comparisons/:comparison")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class ComparisonView extends StudyPage {
    private static final long serialVersionUID = 1L;

    private final transient ComparisonService comparisons;
    private final transient PrivacyService privacy;
    private final Div body = new Div();
    private transient ComparisonFilter filter = ComparisonFilter.ALL;
    private transient Optional<ComparisonId> wanted = Optional.empty();

    ComparisonView(StudyService studies, ComparisonService comparisons, PrivacyService privacy) {
        super(PageOfStudy.COMPARISONS, studies);
        this.comparisons = comparisons;
        this.privacy = privacy;
        body.addClassName("page-body");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter = ComparisonFilter.read(event.getLocation().getQueryParameters().getParameters());
        wanted = event.getRouteParameters().get("comparison").flatMap(ComparisonId::parse);
        super.beforeEnter(event);
    }

    @Override
    protected void open(Study study) {
        add(body);
        show(study);
    }

    private void show(Study study) {
        body.removeAll();
        ComparisonRecord found =
                wanted.flatMap(id -> comparisons.find(study, id)).orElseThrow(NotFoundException::new);
        body.add(ways(study, found), heading(found), texts(found));
        found.origins().forEach(origin -> body.add(origin(origin)));
        if (!found.openReports().isEmpty()) {
            body.add(new PrivacyDecision(found, (release, why) -> {
                if (release) {
                    privacy.release(found.id(), why);
                } else {
                    privacy.keepOut(found.id(), why);
                }
                show(study);
            }));
        }
        body.add(found.said()
                .<Div>map(said -> new SaidCards(found, said, study.design()))
                .orElseGet(() -> unseen(study, found)));
    }

    private Div ways(Study study, ComparisonRecord found) {
        Div ways = new Div(new Anchor(Addresses.list(study.id(), filter), getTranslation("comparison.back")));
        ways.addClassName("comparison-ways");
        comparisons.page(study, filter, found.position(), 1).lines().stream()
                .findFirst()
                .ifPresent(next -> ways.add(
                        new Anchor(Addresses.of(study.id(), next.id(), filter), getTranslation("comparison.next"))));
        ways.add(new Anchor(
                LineageQuestion.address(
                        LineageQuestion.Kind.COMPARISON, found.id().toString()),
                getTranslation("lineage.learnt")));
        return ways;
    }

    private Div heading(ComparisonRecord found) {
        Div heading = new Div(new H2(found.externalId()));
        heading.addClassName("comparison-heading");
        Figures figures = new Figures(this);
        Stream.concat(
                        Stream.concat(
                                Stream.ofNullable(found.language()).map(figures::language),
                                Stream.ofNullable(found.specialty())),
                        found.tags().stream())
                .forEach(word -> heading.add(badge(word, Tone.QUIET)));
        if (found.held()) {
            heading.add(badge(getTranslation("comparisons.mark.held"), Tone.ATTENTION));
        }
        return heading;
    }

    private ComparisonTexts texts(ComparisonRecord found) {
        List<String> names = IntStream.range(0, found.responses().size())
                .mapToObj(place -> found.responses().size() == 1 ? getTranslation("annotate.text") : name(found, place))
                .toList();
        return new ComparisonTexts(found.prompt(), found.responses(), names, found.language());
    }

    private Paragraph origin(ComparisonRecord.Origin origin) {
        Anchor run = new Anchor("runs/" + origin.run(), getTranslation("run.name.answer", origin.number()));
        Paragraph text = new Paragraph(
                new Span(getTranslation("comparison.by", letter(origin.response()), "")),
                run,
                new Span(getTranslation(
                        "comparison.origin", String.valueOf(origin.seed()), new Figures(this).moment(origin.at()))));
        text.addClassName("quiet");
        return text;
    }

    private String letter(int place) {
        return getTranslation("annotate.response", getTranslation("annotate.letter." + place));
    }

    private String name(ComparisonRecord found, int place) {
        String name = letter(place);
        String model = found.models().isEmpty() ? null : found.models().get(place);
        return model == null ? name : getTranslation("comparison.by", name, model);
    }

    private Div unseen(Study study, ComparisonRecord found) {
        Button see = new Button(getTranslation("comparison.see"), click -> {
            comparisons.seeVotes(found.id());
            show(study);
        });
        return card(
                new H2(getTranslation("comparison.votes")),
                new Paragraph(new Span(getTranslation("comparison.unseen"))),
                see);
    }
}
