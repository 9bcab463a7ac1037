package org.careloop.lm.dialogues;

import picocli.CommandLine.Command;

/** {@code careloop dialogues}: how much dialogues need their history, and the choice of dialogues by that. */
@Command(
        name = "dialogues",
        mixinStandardHelpOptions = true,
        description = {
            "Says how much the turns of dialogues depend on what was said before, and keeps or removes dialogues by"
                    + " that.",
            "The measure is our own: the loss of an answer after history and question, divided by that after the"
                    + " question alone."
        },
        subcommands = {DialogueScoreCommand.class, DialogueFilterCommand.class})
public final class DialoguesCommand {}
