package org.careloop.ppo.unify;

import java.util.Optional;
import org.careloop.ppo.answer.Answer;
import org.careloop.run.settings.UnifySettings;
import org.careloop.run.text.Scripts;
import org.careloop.run.text.VisibleText;

/** What is taken of what a model wrote. */
record Checks(UnifySettings.Rows limits) {
    /** Why something is not taken; its name in lower case stands in reports. */
    enum Fault {
        /** Nothing to see. */
        EMPTY,
        /** The limit of tokens cut it. */
        CUT,
        /** The server's filter cut it. */
        FILTERED,
        LONG,
        SHORT,
        /** It says that there is a text. */
        LEAK,
        /** It is in another language than was asked for. */
        LANGUAGE,
        /** It shares too few words with the text. */
        APART,
        /** It shares too many words with the text. */
        COPIED,
        /** The model cannot read what it would be asked, which is too long for it. */
        UNREADABLE
    }

    Optional<Fault> question(String written, Answer.Finish finish, String language) {
        return common(written, finish, language)
                .or(() -> length(written) > limits.questionLength() ? Optional.of(Fault.LONG) : Optional.empty());
    }

    Optional<Fault> answer(String written, Answer.Finish finish, String language, String text) {
        return common(written, finish, language).or(() -> size(written)).or(() -> overlap(written, text));
    }

    private static Optional<Fault> common(String written, Answer.Finish finish, String language) {
        if (finish == Answer.Finish.FILTER) {
            return Optional.of(Fault.FILTERED);
        }
        if (VisibleText.isBlank(written)) {
            return Optional.of(Fault.EMPTY);
        }
        if (finish == Answer.Finish.LENGTH) {
            return Optional.of(Fault.CUT);
        }
        if (Scripts.isChinese(written) != language.equals("zh")) {
            return Optional.of(Fault.LANGUAGE);
        }
        return Wording.leaks(written) ? Optional.of(Fault.LEAK) : Optional.empty();
    }

    private Optional<Fault> size(String written) {
        int length = length(written);
        if (length < limits.answerLeast()) {
            return Optional.of(Fault.SHORT);
        }
        return length > limits.answerLength() ? Optional.of(Fault.LONG) : Optional.empty();
    }

    private Optional<Fault> overlap(String written, String text) {
        double shared = Overlap.of(written, text);
        if (shared < limits.leastOverlap()) {
            return Optional.of(Fault.APART);
        }
        return shared > limits.mostOverlap() ? Optional.of(Fault.COPIED) : Optional.empty();
    }

    private static int length(String written) {
        return written.codePointCount(0, written.length());
    }
}
