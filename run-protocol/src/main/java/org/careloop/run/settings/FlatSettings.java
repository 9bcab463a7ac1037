package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * All settings of one trainer or command: a record of groups. Groups are for the reader of the code; in {@code run.json}, on
 * the command line and in cards each setting goes by its own name.
 */
public interface FlatSettings {
    /** Each setting's value by its name. */
    @JsonValue
    default Map<String, Object> values() {
        return SettingRecords.values((Record) this);
    }
}
