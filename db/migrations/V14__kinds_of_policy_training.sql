-- Policies learn by other methods than PPO too; all but DPO are guided by a reward model.

alter table run drop constraint run_kind_check;
alter table run add check (kind in ('reward', 'ppo', 'rloo', 'grpo', 'reinforce', 'dpo'));
alter table run drop constraint run_check;
alter table run add check ((kind in ('ppo', 'rloo', 'grpo', 'reinforce')) = (with_reward is not null));
