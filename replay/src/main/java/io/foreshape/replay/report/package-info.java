/** What came of a replay, for a person or a program: a page, a text table, Markdown, JSON. */
@NullMarked
package io.foreshape.replay.report;

import org.jspecify.annotations.NullMarked;
