// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.FileStorage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The {@link EvidenceFiles} of the data folder that the framework property {@value #DATA} names, as a service. */
@Component(name = EvidenceComponent.NAME, immediate = true)
public final class EvidenceComponent implements EvidenceStore {
    static final String NAME = "org.cisterna.audit.evidence";
    private static final String DATA = "cisterna.data";

    private final EvidenceFiles files;

    /** Opens the folder. */
    @Activate
    public EvidenceComponent(BundleContext context) throws IOException {
        String data = context.getProperty(DATA);
        if (data == null || data.isBlank()) {
            throw new IllegalStateException("the property " + DATA + " is not set; give the data folder, for example -D"
                    + DATA + "=/srv/cisterna");
        }
        files = EvidenceFiles.open(new FileStorage(Path.of(data)));
    }

    @Override
    public Digest put(byte[] bytes) {
        return files.put(bytes);
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        return files.get(digest);
    }
}
