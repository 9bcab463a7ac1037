package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.List;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.OwnWork;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.PersonMenu;
import org.careloop.web.shell.ViewerZone;
import org.careloop.web.study.Proportion;

/** A clinician's own page: what they judged, how consistent they are with themselves, what their work was used for. */
@Route(value = "my-work", autoLayout = false)
@RolesAllowed(Role.Names.CLINICIAN)
class MyWorkView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int DAYS = 14;

    private final Figures figures = new Figures(this);

    MyWorkView(AnnotationService service, LanguageSwitch language, PersonMenu person) {
        addClassName("my-work");
        ZoneId zone = ViewerZone.now();
        OwnWork work = service.ownWork(zone);
        RouterLink goOn = new RouterLink(getTranslation("work.go-on"), AnnotateView.class);
        goOn.addClassName("primary-link");
        Div tools = new Div(language, person);
        tools.addClassName("tools");
        if (service.studies().size() > 1) {
            tools.addComponentAsFirst(new RouterLink(getTranslation("start.choose"), StartView.class));
        }
        Header header = new Header(new H1(getTranslation("work.title")), goOn, tools);
        header.addClassName("annotate-header");
        Main main = new Main(thanks(work), cards(work));
        if (!work.days().isEmpty()) {
            main.add(days(work.days()));
        }
        main.add(new OwnJudgements(service));
        add(header, main);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://annotate/reading.js");
    }

    private Paragraph thanks(OwnWork work) {
        Paragraph thanks = new Paragraph(getTranslation("work.thanks", work.judged()));
        thanks.addClassName("thanks");
        return thanks;
    }

    private Div cards(OwnWork work) {
        Div cards = new Div(
                card("work.judged", figures.count(work.judged()), getTranslation("work.this-week", work.thisWeek())),
                card("work.active", ActiveTime.inWords(work.active(), this), getTranslation("work.active.note")),
                consistency(new Proportion(work.repeatsSame(), work.repeats())));
        cards.addClassName("figure-cards");
        return cards;
    }

    private Div consistency(Proportion same) {
        if (same.isTooFew()) {
            return card("work.consistency", getTranslation("figure.few"), consistencyNote(same));
        }
        Div card = card("work.consistency", figures.percent(same.value()), consistencyNote(same));
        Span doubt = new Span(figures.interval(
                same.interval().getLowerBound(), same.interval().getUpperBound()));
        doubt.addClassName("figure-doubt");
        card.addComponentAtIndex(2, doubt);
        return card;
    }

    private String consistencyNote(Proportion same) {
        return getTranslation(
                same.isTooFew() ? "work.consistency.few" : "work.consistency.note", same.of(), Proportion.ENOUGH);
    }

    private Div card(String title, String value, String note) {
        Span figure = new Span(value);
        figure.addClassName("figure-value");
        Paragraph explained = new Paragraph(note);
        explained.addClassName("figure-note");
        Div card = new Div(new H2(getTranslation(title)), figure, explained);
        card.addClassNames("card", "figure-card");
        return card;
    }

    private Component days(List<OwnWork.Day> days) {
        FactTable table = new FactTable(
                        getTranslation("work.days"),
                        List.of(
                                getTranslation("work.day"),
                                getTranslation("work.day.judged"),
                                getTranslation("work.day.active")))
                .figures(1, 2);
        table.addClassName("wide");
        days.reversed().stream()
                .limit(DAYS)
                .forEach(day -> table.addRow(
                        new Span(figures.day(day.day())),
                        new Span(figures.count(day.judged())),
                        new Span(ActiveTime.inWords(day.active(), this))));
        Div card = new Div(new H2(getTranslation("work.days")), table);
        card.addClassNames("card", "own-days");
        return card;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("work.title") + " · CareLoop";
    }
}
