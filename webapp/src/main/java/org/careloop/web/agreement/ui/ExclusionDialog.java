package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Exclusion;
import org.careloop.web.agreement.ExclusionPreview;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.StudyId;

/** Says what leaving out a person's votes, or counting them again, will do; then asks why, and does it. */
public class ExclusionDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final TextArea reason = new TextArea();
    private final Problem problem = new Problem();

    private ExclusionDialog(String title, String action, Consumer<String> act, Runnable changed) {
        setHeaderTitle(title);
        setWidth("min(38rem, 96vw)");
        reason.setLabel(getTranslation("exclusion.reason"));
        reason.setHelperText(getTranslation("exclusion.reason.help"));
        reason.setMaxLength(ExclusionService.LONGEST_REASON);
        reason.setRequiredIndicatorVisible(true);
        reason.setWidthFull();
        Button confirm = new Button(action, click -> {
            try {
                act.accept(reason.getValue());
                close();
                changed.run();
            } catch (BadInput e) {
                problem.show(e);
            }
        });
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(getTranslation("cancel"), click -> close()), confirm);
    }

    /** Asks to leave votes out; {@code changed} runs after it was done. */
    public static void exclude(StudyId study, Annotator annotator, ExclusionService service, Runnable changed) {
        ExclusionPreview preview = service.preview(study, annotator.id());
        ExclusionDialog dialog = new ExclusionDialog(
                text("exclusion.title", annotator.label()),
                text("exclusion.do", preview.votes()),
                reason -> service.exclude(study, annotator.id(), reason),
                changed);
        UnorderedList consequences = new UnorderedList(
                new ListItem(text("exclusion.votes", preview.votes())),
                new ListItem(dialog.fallingShort(preview)),
                new ListItem(text("exclusion.later")),
                new ListItem(text("exclusion.kept")));
        dialog.add(new Paragraph(text("exclusion.what")), consequences, dialog.reason, dialog.problem);
        dialog.open();
    }

    /** Asks to count votes again; {@code changed} runs after it was done. */
    public static void revoke(StudyId study, Exclusion exclusion, ExclusionService service, Runnable changed) {
        ExclusionDialog dialog = new ExclusionDialog(
                text("exclusion.revoke.title", exclusion.login()),
                text("exclusion.revoke.do", exclusion.votes()),
                reason -> service.revoke(study, exclusion, reason),
                changed);
        dialog.add(new Paragraph(text("exclusion.revoke.what", exclusion.votes())), dialog.reason, dialog.problem);
        dialog.open();
    }

    private String fallingShort(ExclusionPreview preview) {
        if (preview.fallingShort() == 0) {
            return text("exclusion.short.none");
        }
        String examples = String.join(", ", preview.examples());
        return text(
                preview.fallingShort() > preview.examples().size() ? "exclusion.short.first" : "exclusion.short",
                preview.fallingShort(),
                examples);
    }

    private static String text(String key, Object... given) {
        return I18NProvider.translate(key, given);
    }
}
