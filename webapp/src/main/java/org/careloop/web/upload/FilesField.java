package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import java.util.List;

/** Where files are dropped or chosen; all it says is in the person's language. */
class FilesField extends Upload {
    private static final long serialVersionUID = 1L;

    private static final int LARGEST_MEBIBYTES = 512;

    FilesField() {
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

    private String say(String what) {
        return getTranslation("import.files." + what);
    }
}
