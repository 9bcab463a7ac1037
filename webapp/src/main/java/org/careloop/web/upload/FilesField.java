package org.careloop.web.upload;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where files are dropped or chosen; all it says is in the person's language. What came lies in files for a while, which are deleted
 * when it is taken out or the page is left.
 */
public class FilesField extends Upload {
    private static final long serialVersionUID = 1L;

    private static final int LARGEST_MEBIBYTES = 512;

    private final transient List<ReceivedFile> received = new ArrayList<>();

    /** @param changed runs when files came or one was taken out */
    public FilesField(SerializableRunnable changed) {
        setUploadHandler(UploadHandler.toTempFile(
                (metadata, file) -> received.add(new ReceivedFile(metadata.fileName(), file.toPath()))));
        addAllFinishedListener(finished -> changed.run());
        addFileRemovedListener(removed -> {
            discard(file -> file.name().equals(removed.getFileName()));
            changed.run();
        });
        addDetachListener(gone -> discard(any -> true));
        setMaxFileSize(LARGEST_MEBIBYTES << 20);
        setUploadButton(new Button(getTranslation("import.files.choose")));
        UploadI18N words = new UploadI18N();
        words.setDropFiles(new UploadI18N.DropFiles().setOne(say("drop")).setMany(say("drop")));
        words.setError(new UploadI18N.Error()
                .setFileIsTooBig(getTranslation("import.files.too-big", LARGEST_MEBIBYTES))
                .setTooManyFiles(say("too-many"))
                .setIncorrectFileType(say("wrong-kind")));
        words.setUploading(new UploadI18N.Uploading()
                .setStatus(new UploadI18N.Uploading.Status()
                        .setConnecting(say("coming"))
                        .setProcessing(say("coming"))
                        .setStalled(say("stalled"))
                        .setHeld(say("held")))
                .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                        .setPrefix(say("left"))
                        .setUnknown(""))
                .setError(new UploadI18N.Uploading.Error()
                        .setServerUnavailable(say("failed"))
                        .setUnexpectedServerError(say("failed"))
                        .setForbidden(say("failed"))));
        words.setFile(new UploadI18N.File()
                .setRetry(say("again"))
                .setStart(say("again"))
                .setRemove(say("remove")));
        words.setUnits(List.of("B", "kB", "MB", "GB"));
        setI18n(words);
    }

    /** What came and was not taken out, in the order in which it came. */
    public List<ReceivedFile> received() {
        return List.copyOf(received);
    }

    /** Takes everything out. */
    public void empty() {
        discard(any -> true);
        clearFileList();
    }

    private void discard(Predicate<ReceivedFile> unwanted) {
        for (ReceivedFile file : received.stream().filter(unwanted).toList()) {
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException e) {
                // It lies in the system's folder for temporary files, which the system empties.
                continue;
            }
        }
        received.removeIf(unwanted);
    }

    private String say(String what) {
        return getTranslation("import.files." + what);
    }
}
