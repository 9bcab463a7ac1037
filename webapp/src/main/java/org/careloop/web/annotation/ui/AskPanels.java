package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.StudyDesign.FlagKind;

/** All the questions that can stand above the verdicts, one at a time. */
final class AskPanels extends Div {
    private static final long serialVersionUID = 1L;

    private int responses;
    private transient Set<FlagKind> kinds = Set.of();

    AskPanels() {
        addClassName("asks");
    }

    /** Adapts the questions to the number of responses and to the flags that the study asks for. */
    void show(int count, Set<FlagKind> flags) {
        if (count != responses || !flags.equals(kinds)) {
            responses = count;
            kinds = flags;
            removeAll();
            add(flag(), skip(), note("escalate"), note("privacy"), correct());
        }
    }

    private AskPanel flag() {
        Div which = AskPanel.choices(perResponse("which"));
        which.addClassName("flag-which");
        List<FlagKind> offered = List.copyOf(kinds);
        KeyButton[] buttons = IntStream.range(0, offered.size())
                .mapToObj(i -> AskPanel.choice(
                        DesignWords.flag(this, offered.get(i)),
                        i + 1,
                        "kind",
                        offered.get(i).name()))
                .toArray(KeyButton[]::new);
        Div what = AskPanel.choices(buttons);
        what.addClassName("flag-kinds");
        return new AskPanel("flag", getTranslation("annotate.flag.title"), which, what);
    }

    private AskPanel skip() {
        List<SkipReason> reasons = SkipReason.OFFERED;
        KeyButton[] buttons = IntStream.range(0, reasons.size())
                .mapToObj(i -> AskPanel.choice(
                        getTranslation(reasons.get(i).key()),
                        i + 1,
                        "reason",
                        reasons.get(i).name()))
                .toArray(KeyButton[]::new);
        return new AskPanel(
                "skip",
                getTranslation("annotate.skip.title"),
                AskPanel.choices(buttons),
                new TextBox(getTranslation("annotate.skip.note"), ""),
                AskPanel.choices(instead("a", "annotate.key.escalate"), instead("p", "annotate.key.privacy")));
    }

    /** A button of the skip question that opens another question instead: to escalate, or to report. */
    private KeyButton instead(String key, String label) {
        return new KeyButton(getTranslation(label), "choice").means("key", key).key(key);
    }

    private AskPanel note(String name) {
        KeyButton send = new KeyButton(getTranslation("annotate." + name + ".send"), "choice").means("send", "");
        return new AskPanel(
                name,
                getTranslation("annotate." + name + ".title"),
                new TextBox(getTranslation("annotate." + name + ".why"), getTranslation("annotate." + name + ".hint")),
                AskPanel.choices(send));
    }

    private AskPanel correct() {
        return new AskPanel(
                "correct", getTranslation("annotate.correct.which"), AskPanel.choices(perResponse("correct")));
    }

    private Component[] perResponse(String means) {
        return Stream.iterate(0, i -> i < responses, i -> i + 1)
                .map(i -> AskPanel.choice(
                        getTranslation("annotate.response", getTranslation("annotate.letter." + i)),
                        i + 1,
                        means,
                        Integer.toString(i)))
                .toArray(Component[]::new);
    }
}
