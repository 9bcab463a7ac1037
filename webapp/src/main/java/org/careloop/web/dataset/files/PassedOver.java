package org.careloop.web.dataset.files;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A file of an archive that is not read, because by its name it holds no rows, or a sheet behind the one that is. */
public record PassedOver(String file, Why why) {
    private static final Set<String> SYSTEM = Set.of("thumbs.db", "desktop.ini", "ehthumbs.db");
    private static final Set<String> FACTS = Set.of(
            "manifest.json",
            "dictionary.md",
            "dataset_info.json",
            "dataset_infos.json",
            "dataset_dict.json",
            "state.json",
            "metadata.json",
            "config.json",
            "package.json");
    private static final Set<String> NOTES = Set.of(
            "readme",
            "read_me",
            "read-me",
            "read me",
            "license",
            "licence",
            "copying",
            "copyright",
            "notice",
            "changelog",
            "changes",
            "authors",
            "contributors",
            "citation",
            "version",
            "requirements",
            "makefile",
            "说明",
            "使用说明",
            "自述",
            "许可",
            "版权",
            "更新日志");
    private static final Set<String> OTHER_KINDS = Set.of(
            "md",
            "markdown",
            "rst",
            "adoc",
            "tex",
            "bib",
            "cff",
            "pdf",
            "doc",
            "docx",
            "ppt",
            "pptx",
            "rtf",
            "html",
            "htm",
            "css",
            "js",
            "py",
            "ipynb",
            "r",
            "sh",
            "bat",
            "yaml",
            "yml",
            "toml",
            "ini",
            "cfg",
            "xml",
            "log",
            "lock",
            "sha256",
            "md5",
            "sig",
            "png",
            "jpg",
            "jpeg",
            "gif",
            "svg",
            "webp",
            "ico",
            "mp3",
            "wav",
            "mp4",
            "db",
            "lnk",
            "url");

    /** Why a file is passed over. */
    public enum Why {
        SYSTEM("hidden, or added by the system"),
        NOTES("notes for people, such as a licence"),
        FACTS("facts about the data, no rows"),
        KIND("no rows are read from files of this kind"),
        PROSE("a text without columns"),
        SHEET("only the first sheet with rows is read");

        private final String english;

        Why(String english) {
            this.english = english;
        }

        public String english() {
            return english;
        }
    }

    /** The reason to pass over a file of an archive; empty for one that may hold rows. */
    static Optional<Why> why(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (("/" + path).contains("/.") || ("/" + path).contains("/__MACOSX/") || SYSTEM.contains(name)) {
            return Optional.of(Why.SYSTEM);
        }
        if (FACTS.contains(name)) {
            return Optional.of(Why.FACTS);
        }
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        if (OTHER_KINDS.contains(ending)) {
            return Optional.of(isNotes(name) ? Why.NOTES : Why.KIND);
        }
        return (ending.isEmpty() || ending.equals("txt")) && isNotes(name) ? Optional.of(Why.NOTES) : Optional.empty();
    }

    private static boolean isNotes(String name) {
        return NOTES.stream().anyMatch(name::startsWith);
    }
}
