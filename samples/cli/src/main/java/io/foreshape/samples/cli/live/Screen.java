package io.foreshape.samples.cli.live;

/** Where a run is looked at. */
interface Screen {

  /** Says something before or after all pictures. */
  void say(String line);

  /** Shows how things are after a step. */
  void show(View view);
}
