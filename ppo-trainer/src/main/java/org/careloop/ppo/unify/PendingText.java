package org.careloop.ppo.unify;

import java.util.List;
import java.util.Optional;
import org.careloop.ppo.answer.Answer;
import org.careloop.ppo.answer.Question;
import org.careloop.ppo.unify.Checks.Fault;
import org.careloop.run.Message;
import org.careloop.run.rows.SourceText;
import org.careloop.run.settings.UnifySettings;
import org.careloop.run.text.Scripts;
import org.jspecify.annotations.Nullable;

/** A text on its way: first a question is asked for, then the answer to it, each as often as the settings allow. */
final class PendingText {
    /** More than there are tries, so that no two requests of a run have the same seed. */
    private static final int SEEDS_A_STAGE = 64;

    private final SourceText text;
    private final String shown;
    private final UnifySettings settings;
    private final Checks checks;
    private final Wording wording;
    private final long firstSeed;
    private @Nullable String question;
    private int tries;
    private int asked;

    /** @param place of the text in its file, from 0: it decides on the seeds, so that a run that goes on asks as one that was never broken off */
    PendingText(SourceText text, long place, UnifySettings settings) {
        this.text = text;
        this.settings = settings;
        shown = beginning(text.text(), settings.rows().textLength());
        checks = new Checks(settings.rows());
        wording = Wording.of(language());
        firstSeed = settings.run().seed() + place * 2 * SEEDS_A_STAGE;
    }

    private static String beginning(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private String language() {
        String wanted = settings.rows().language();
        if (!wanted.equals("as-text")) {
            return wanted;
        }
        String said = text.language();
        return said != null ? said : Scripts.isChinese(text.text()) ? "zh" : "en";
    }

    String id() {
        return text.id();
    }

    /** What the model is asked next. */
    Question next() {
        String before = question;
        List<Message> prompt = before == null
                ? wording.askQuestion(shown, settings.rows().questionLength())
                : wording.askAnswer(before, shown);
        return new Question(text.id(), prompt, firstSeed + (before == null ? 0 : SEEDS_A_STAGE) + tries);
    }

    /** @return what became of the text, once that is known */
    Optional<Outcome> take(Answer reply) {
        asked++;
        String before = question;
        String written = wording.withoutLabel(reply.response());
        Optional<Fault> fault = before == null
                ? checks.question(written, reply.finish(), wording.language())
                : checks.answer(written, reply.finish(), wording.language(), shown);
        if (fault.isPresent()) {
            tries++;
            return tries < settings.rows().tries() ? Optional.empty() : Optional.of(dropped(fault.get()));
        }
        if (before == null) {
            question = written;
            tries = 0;
            return Optional.empty();
        }
        return Optional.of(new Outcome(text.id(), text.source(), before, written, null, asked));
    }

    Outcome dropped(Fault fault) {
        return new Outcome(text.id(), text.source(), question, null, Outcome.reason(question == null, fault), asked);
    }
}
