package org.careloop.ppo;

import org.careloop.lm.generate.GenerateCommand;
import org.careloop.lm.generate.LogProbsCommand;
import org.careloop.lm.sft.DemoModelCommand;
import org.careloop.lm.sft.SftCommand;
import org.careloop.lm.sft.SftJob;
import org.careloop.lm.train.Job;
import org.careloop.ppo.dpo.DpoCommand;
import org.careloop.ppo.dpo.DpoTraining;
import org.careloop.ppo.rl.PpoCommand;
import org.careloop.ppo.rl.PpoTraining;
import org.careloop.ppo.worker.ExecuteCommand;
import org.careloop.ppo.worker.WorkerCommand;
import org.careloop.reward.RewardCommand;
import org.careloop.reward.RewardTraining;
import org.careloop.reward.ScoreCommand;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the trainers: every command that computes with a model, and the worker that executes waiting
 * runs.
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
        return new CommandLine(new Trainers())
                .addSubcommand(new ExecuteCommand(Trainers::loader))
                .addSubcommand(new WorkerCommand())
                .addSubcommand(new GenerateCommand())
                .addSubcommand(new LogProbsCommand())
                .addSubcommand(new SftCommand())
                .addSubcommand(new DemoModelCommand())
                .addSubcommand(new RewardCommand())
                .addSubcommand(new ScoreCommand())
                .addSubcommand(new PpoCommand())
                .addSubcommand(new DpoCommand());
    }

    /** The loader of the job for a kind of run. */
    private static Job.Loader loader(RunKind kind) {
        return switch (kind) {
            case SFT -> SftJob::load;
            case REWARD -> RewardTraining::load;
            case PPO -> PpoTraining::load;
            case DPO -> DpoTraining::load;
        };
    }
}
