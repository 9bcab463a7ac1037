package org.careloop.ppo;

import org.careloop.lm.cleaning.CorpusCommand;
import org.careloop.lm.dialogues.DialoguesCommand;
import org.careloop.lm.generate.GenerateCommand;
import org.careloop.lm.generate.LogProbsCommand;
import org.careloop.lm.pretrain.PretrainCommand;
import org.careloop.lm.sft.DemoModelCommand;
import org.careloop.lm.sft.SftCommand;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.ppo.answer.AnswerCommand;
import org.careloop.ppo.answer.AnswerJob;
import org.careloop.ppo.best.BestOfNCommand;
import org.careloop.ppo.dpo.DpoCommand;
import org.careloop.ppo.evaluate.EvaluateCommand;
import org.careloop.ppo.evaluate.EvaluateJob;
import org.careloop.ppo.judge.JudgeCommand;
import org.careloop.ppo.launch.ManifestCommand;
import org.careloop.ppo.path.PathCommand;
import org.careloop.ppo.rl.OnPolicyCommand;
import org.careloop.ppo.unify.UnifyCommand;
import org.careloop.ppo.worker.ExecuteCommand;
import org.careloop.ppo.worker.WorkerCommand;
import org.careloop.reward.RewardCommand;
import org.careloop.reward.ScoreCommand;
import org.careloop.reward.rater.RaterCommand;
import org.careloop.reward.rater.corpus.RateCommand;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the trainers: every command that computes with a model, and the worker that executes queued runs.
 */
@Command(
        name = "careloop",
        mixinStandardHelpOptions = true,
        description = "Training, generation and scoring of language models.")
public final class Trainers {
    private Trainers() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(commands(), arguments));
    }

    static CommandLine commands() {
        CommandLine commands = new CommandLine(new Trainers())
                .addSubcommand(new ExecuteCommand(Trainers::trainer))
                .addSubcommand(new WorkerCommand())
                .addSubcommand(new ManifestCommand())
                .addSubcommand(new GenerateCommand())
                .addSubcommand(new LogProbsCommand())
                .addSubcommand(new CorpusCommand())
                .addSubcommand(new DialoguesCommand())
                .addSubcommand(new DemoModelCommand())
                .addSubcommand(new ScoreCommand())
                .addSubcommand(new RateCommand())
                .addSubcommand(new BestOfNCommand())
                .addSubcommand(new UnifyCommand())
                .addSubcommand(new JudgeCommand())
                .addSubcommand(new PathCommand(Trainers::commands, Trainers.class.getName()));
        for (RunKind kind : RunKind.values()) {
            commands.addSubcommand(kind.label(), command(kind));
        }
        return commands;
    }

    /** Loads the job of a run of this kind. */
    private static Job.Loader trainer(RunKind kind) {
        if (command(kind) instanceof TrainingCommand training) {
            return training.trainer();
        }
        return kind == RunKind.EVALUATE ? EvaluateJob::load : AnswerJob::load;
    }

    /** The command that executes a kind of run. */
    private static Commands.Summarised command(RunKind kind) {
        return switch (kind) {
            case SFT -> new SftCommand();
            case REWARD -> new RewardCommand();
            case PPO -> new OnPolicyCommand.Ppo();
            case RLOO -> new OnPolicyCommand.Rloo();
            case GRPO -> new OnPolicyCommand.Grpo();
            case REINFORCE -> new OnPolicyCommand.Reinforce();
            case DPO -> new DpoCommand();
            case ANSWER -> new AnswerCommand();
            case PRETRAIN -> new PretrainCommand();
            case EVALUATE -> new EvaluateCommand();
            case RATER -> new RaterCommand();
        };
    }
}
