package org.careloop.web.checkpoint;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.CheckpointFiles.Part;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.Snippet;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.StudyService;

/** One checkpoint: where it comes from, how to check it, how to use it. */
@Route("checkpoints")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class CheckpointView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient CheckpointService checkpoints;
    private final transient CheckpointFiles files;
    private final transient LineageService lineages;
    private final transient StudyService studies;
    private final transient List<CheckpointPart> parts;
    private final transient CurrentPerson person;

    CheckpointView(
            CheckpointService checkpoints,
            CheckpointFiles files,
            LineageService lineages,
            StudyService studies,
            List<CheckpointPart> parts,
            CurrentPerson person) {
        super(I18NProvider.translate("nav.checkpoints"));
        this.checkpoints = checkpoints;
        this.files = files;
        this.lineages = lineages;
        this.studies = studies;
        this.parts = List.copyOf(parts);
        this.person = person;
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Checkpoint> found = CheckpointId.parse(parameter).flatMap(checkpoints::find);
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(found.get());
    }

    private void show(Checkpoint checkpoint) {
        startOver();
        setHeading(checkpoint.name());
        addBesideHeading(badge(
                getTranslation("checkpoint.kind." + checkpoint.kind().name().toLowerCase(Locale.ROOT)), Tone.QUIET));
        if (checkpoint.kind() == ModelKind.POLICY && person.has(Role.STUDY_LEAD)) {
            Anchor judge = new Anchor("judge/" + checkpoint.id(), getTranslation("checkpoint.judge"));
            judge.addClassName("secondary-link");
            addActions(judge);
        }
        parts.forEach(part -> part.action(checkpoint).ifPresent(this::addActions));
        checkpoint.state().ifPresent(state -> {
            addBesideHeading(new StateBadge(state));
            if (person.worksWithModels()) {
                Anchor approval = new Anchor(
                        "approval/" + checkpoint.id(), getTranslation("checkpoint.approval." + state.label()));
                approval.addClassName("secondary-link");
                addActions(approval);
            }
        });
        try {
            for (Part part : Part.values()) {
                OptionalLong bytes = files.size(checkpoint.id(), part);
                if (bytes.isPresent()) {
                    addActions(download(checkpoint, part, bytes.getAsLong()));
                }
            }
        } catch (IOException e) {
            // The directory was moved; the lineage can still be shown.
            add(card(new Paragraph(getTranslation("checkpoints.unreadable", Problem.words(this, Failure.words(e))))));
        }
        if (checkpoint.kind() == ModelKind.REWARD) {
            add(heldOutCard(checkpoint));
        }
        lineages.card(checkpoint.id()).ifPresent(card -> add(new ModelCardCard(checkpoint, card)));
        parts.forEach(part -> part.of(checkpoint).ifPresent(this::add));
        add(
                new LineageCard(lineages, studies, checkpoint),
                new FilesCard(files, checkpoint),
                hashCard(checkpoint),
                useCard(checkpoint));
    }

    private Anchor download(Checkpoint checkpoint, Part part, long bytes) {
        String name = part.name().toLowerCase(Locale.ROOT);
        DownloadHandler download = event -> send(checkpoint, part, event);
        Anchor link =
                new Anchor(download, getTranslation("checkpoint.download." + name, new Figures(this).bytes(bytes)));
        if (part == Part.WHOLE) {
            link.addClassName("primary-link");
        }
        link.setId("download-" + name);
        return link;
    }

    private Div heldOutCard(Checkpoint checkpoint) {
        Explained title =
                new Explained(getTranslation("checkpoint.heldout"), getTranslation("checkpoint.heldout.explained"));
        Optional<HeldOutAccuracy> known = checkpoints.heldOut(checkpoint.id());
        if (known.isEmpty()) {
            return card(title, new Paragraph(getTranslation("checkpoint.heldout.none")));
        }
        HeldOutAccuracy accuracy = known.get();
        Figures figures = new Figures(this);
        String n = getTranslation("figure.n", accuracy.n());
        if (accuracy.n() < Proportion.ENOUGH) {
            return card(title, new Paragraph(getTranslation("figure.few.n", accuracy.n())));
        }
        Double low = accuracy.low();
        Double high = accuracy.high();
        Span doubt = text(
                low == null || high == null
                        ? getTranslation("checkpoint.heldout.prompts", n)
                        : getTranslation("figure.interval.n", figures.interval(low, high), n));
        doubt.addClassName("figure-doubt");
        Span value = text(figures.percent(accuracy.value()));
        value.addClassName("figure-value");
        return card(title, new Div(value, doubt));
    }

    private Div hashCard(Checkpoint checkpoint) {
        Snippet hash = Snippet.of(checkpoint.sha256());
        hash.addClassName("hash");
        Paragraph how = new Paragraph(getTranslation("checkpoint.hash.check"));
        how.addClassName("quiet");
        return card(new H2(getTranslation("checkpoint.hash")), hash, how);
    }

    private Div useCard(Checkpoint checkpoint) {
        String folder = checkpoint.name();
        boolean reward = checkpoint.kind() == ModelKind.REWARD;
        Div card = card(
                new H2(getTranslation("checkpoint.use")),
                new Paragraph(getTranslation("checkpoint.use.transformers")),
                Snippet.of(
                        """
                        from transformers import AutoTokenizer, %2$s
                        tokenizer = AutoTokenizer.from_pretrained("%1$s")
                        model = %2$s.from_pretrained("%1$s")\
                        """.formatted(folder, reward ? "AutoModelForSequenceClassification" : "AutoModelForCausalLM")),
                new Paragraph(getTranslation("checkpoint.use.vllm")),
                Snippet.of(reward ? "vllm serve ./%s --runner pooling".formatted(folder) : "vllm serve ./" + folder));
        return card;
    }

    private static Span text(String text) {
        return new Span(text);
    }

    private void send(Checkpoint checkpoint, Part part, DownloadEvent event) throws IOException {
        event.setFileName(checkpoint.name() + (part == Part.ADAPTER ? "-adapter" : "") + ".zip");
        event.setContentType("application/zip");
        try (OutputStream out = event.getOutputStream()) {
            files.writeZip(checkpoint.id(), part, out);
        }
    }
}
