// SPDX-License-Identifier: Apache-2.0
/**
 * What everything behind the platform's address shares: who is asking, how an answer and a refusal look. Used by the bundles of layer 3 only;
 * the address itself, sign-in and headers are in {@code org.cisterna.web.server}, which nobody imports.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.web;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
