// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;

/** One edition as drugs and as the limiter {@code library}: what it answers never changes. */
sealed class LibraryInForce implements DrugLibrary, LimitProvider permits ShippedLibrary {

    private final LibraryData data;

    LibraryInForce(LibraryData data) {
        this.data = data;
    }

    @Override
    public final String version() {
        return data.version();
    }

    @Override
    public final Digest digest() {
        return data.digest();
    }

    @Override
    public final List<Drug> drugs() {
        return data.drugs();
    }

    @Override
    public final Optional<Drug> drug(String id) {
        return data.drugs().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public final List<Keeping> keepings() {
        return data.keepings();
    }

    @Override
    public final String name() {
        return data.limits().name();
    }

    @Override
    public final LimitSet limits() {
        return data.limits();
    }

    /** Where its numbers come from. */
    final List<LibraryData.Source> sources() {
        return data.sources();
    }
}
