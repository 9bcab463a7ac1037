package org.careloop.web.training;

import java.util.Locale;
import org.careloop.run.Phrase;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Notice;
import org.careloop.web.shell.Problem;

/** An alarm in words that one can read out on the telephone: what is wrong, the likely cause, what helps. */
class AlarmNotice extends Notice {
    private static final long serialVersionUID = 1L;

    AlarmNotice(RunAlarm alarm) {
        String key = "alarm." + alarm.kind().name().toLowerCase(Locale.ROOT);
        Figures figures = new Figures(this);
        Object[] words = alarm.figures().stream()
                .map(figure -> switch (figure) {
                    case Double number -> figures.measured(number);
                    case Phrase phrase -> Problem.words(this, phrase);
                    default -> figure;
                })
                .toArray();
        say(getTranslation(key, words), getTranslation(key + ".meaning", words));
    }
}
