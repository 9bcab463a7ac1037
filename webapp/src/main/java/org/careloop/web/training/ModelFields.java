package org.careloop.web.training;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.jspecify.annotations.Nullable;

/** The models of a training: what it starts from, what guides it, and what else judges its answers. */
public class ModelFields extends Div {
    private static final long serialVersionUID = 1L;

    private final Select<Checkpoint> base = new Select<>();
    private final Select<Checkpoint> reward = new Select<>();
    private final MultiSelectComboBox<Watcher> watchers = new MultiSelectComboBox<>();
    private final transient List<Checkpoint> policies;
    private final transient List<Checkpoint> rewards;
    private final transient List<Watcher> offered = new ArrayList<>();

    /** @param models that the person may see; those of other kinds are left out */
    public ModelFields(List<Checkpoint> models) {
        policies = ofKind(models, ModelKind.POLICY);
        rewards = ofKind(models, ModelKind.REWARD);
        choose(base, "train.base", policies);
        choose(reward, "train.with", rewards);
        offerWatchers();
        addClassName("form");
        add(base, reward, watchers);
    }

    /** A reward model or a rule that a person may choose to watch a run. */
    private record Watcher(String name, Optional<CheckpointId> model, Optional<WatchRule> rule) {
        boolean isIn(Watching watching) {
            return model.filter(watching.models()::contains).isPresent()
                    || rule.filter(watching.rules()::contains).isPresent();
        }
    }

    private static List<Checkpoint> ofKind(List<Checkpoint> models, ModelKind wanted) {
        return models.stream().filter(model -> model.kind() == wanted).toList();
    }

    private void choose(Select<Checkpoint> select, String key, List<Checkpoint> models) {
        select.setLabel(getTranslation(key));
        select.setItems(models);
        select.setItemLabelGenerator(Checkpoint::name);
        if (!models.isEmpty()) {
            select.setValue(models.getFirst());
        }
    }

    private void offerWatchers() {
        for (WatchRule rule : WatchRule.values()) {
            offered.add(
                    new Watcher(getTranslation("train.watch." + rule.label()), Optional.empty(), Optional.of(rule)));
        }
        rewards.forEach(model -> offered.add(new Watcher(model.name(), Optional.of(model.id()), Optional.empty())));
        watchers.setLabel(getTranslation("train.watch"));
        watchers.setHelperText(getTranslation("train.watch.help"));
        watchers.setItems(offered);
        watchers.setItemLabelGenerator(Watcher::name);
        watchers.setWidthFull();
    }

    /** Shows the fields that a kind of run needs. */
    public void show(RunKind kind) {
        reward.setVisible(kind.needsReward());
        watchers.setVisible(kind.needsReward());
    }

    /** Chooses these; one that is not offered leaves its field empty. */
    public void fill(Optional<CheckpointId> from, Optional<CheckpointId> guide, Watching watching) {
        base.setValue(find(policies, from));
        reward.setValue(find(rewards, guide));
        watchers.setValue(offered.stream().filter(one -> one.isIn(watching)).collect(Collectors.toSet()));
    }

    private static @Nullable Checkpoint find(List<Checkpoint> models, Optional<CheckpointId> wanted) {
        return models.stream()
                .filter(model -> wanted.filter(model.id()::equals).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Told of every change that a person makes. */
    public void onChange(Runnable listener) {
        base.addValueChangeListener(change -> listener.run());
        reward.addValueChangeListener(change -> listener.run());
        watchers.addValueChangeListener(change -> listener.run());
    }

    /** Whether there is a model to start from at all. */
    public boolean hasBases() {
        return !policies.isEmpty();
    }

    /** Whether there is a reward model at all. */
    public boolean hasRewards() {
        return !rewards.isEmpty();
    }

    /** What the run starts from; empty where nothing is chosen. */
    public Optional<Checkpoint> base() {
        return Optional.ofNullable(base.getValue());
    }

    /** What guides a run of this kind; empty where it needs nothing, or nothing is chosen. */
    public Optional<Checkpoint> reward(RunKind kind) {
        return kind.needsReward() ? Optional.ofNullable(reward.getValue()) : Optional.empty();
    }

    /** The names under which these stand in the field. */
    public String names(Watching watching) {
        return offered.stream()
                .filter(one -> one.isIn(watching))
                .map(Watcher::name)
                .collect(Collectors.joining(", "));
    }

    /** What else judges the answers of a run of this kind. */
    public Watching watching(RunKind kind) {
        if (!kind.needsReward()) {
            return Watching.NONE;
        }
        Set<Watcher> chosen = watchers.getValue();
        return new Watching(
                chosen.stream().flatMap(one -> one.model().stream()).collect(Collectors.toSet()),
                chosen.stream().flatMap(one -> one.rule().stream()).collect(Collectors.toSet()));
    }
}
