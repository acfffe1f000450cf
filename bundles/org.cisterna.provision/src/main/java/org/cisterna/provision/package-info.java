// SPDX-License-Identifier: Apache-2.0
/** The drivers folder: stable file, digest, admission, installation, reasons in words. */
@NullMarked
package org.cisterna.provision;

import org.jspecify.annotations.NullMarked;
