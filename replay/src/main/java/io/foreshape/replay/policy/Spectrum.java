package io.foreshape.replay.policy;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The discrete Fourier transform of a real signal of any length.
 *
 * <p>The transformer takes powers of two only, so the signal is first interpolated linearly onto
 * the next one, over the same span: bin {@code k} still stands for {@code k} cycles in the span,
 * and amplitudes below half of the signal's own sampling rate are kept.
 *
 * <p>Not thread-safe.
 */
final class Spectrum {

  private final int signalLength;
  private final double[][] parts;

  private Spectrum(int signalLength, double[][] parts) {
    this.signalLength = signalLength;
    this.parts = parts;
  }

  /** Transforms a real signal. */
  static Spectrum of(double[] signal) {
    int length = Math.max(2, Integer.highestOneBit(Math.max(1, signal.length - 1)) << 1);
    double[][] parts = {resampled(signal, length), new double[length]};
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.FORWARD);
    return new Spectrum(signal.length, parts);
  }

  /** Transforms a spectrum that has no imaginary part, such as a power spectrum, back. */
  static double[] inverseOfReal(double[] real, int signalLength) {
    return new Spectrum(signalLength, new double[][] {real, new double[real.length]}).inverse();
  }

  int signalLength() {
    return signalLength;
  }

  /** How many bins the transform has, a power of two. */
  int length() {
    return parts[0].length;
  }

  /** The first bin that the signal's own sampling rate can not tell from a lower one. */
  int nyquist() {
    return signalLength / 2;
  }

  /** The magnitude of a bin over the length, which does not depend on the interpolation. */
  double amplitude(int bin) {
    double re = parts[0][bin];
    double im = parts[1][bin];
    return Math.sqrt(re * re + im * im) / length();
  }

  /** This spectrum with every bin, and its mirror image, multiplied; the mean (bin 0) is kept. */
  Spectrum filtered(double[] factors) {
    double[][] copy = {parts[0].clone(), parts[1].clone()};
    int length = length();
    for (int k = 1; k <= length / 2; k++) {
      double factor = k < factors.length ? factors[k] : 0;
      int mirror = length - k;
      copy[0][k] *= factor;
      copy[1][k] *= factor;
      if (mirror != k) {
        copy[0][mirror] *= factor;
        copy[1][mirror] *= factor;
      }
    }
    return new Spectrum(signalLength, copy);
  }

  /** Transforms back to the signal's own length; uses this spectrum up. */
  double[] inverse() {
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.INVERSE);
    return resampled(parts[0], signalLength);
  }

  /** Interpolates linearly onto {@code length} points over the same span, which repeats itself. */
  static double[] resampled(double[] signal, int length) {
    if (length == signal.length) {
      return signal.clone();
    }
    double[] points = new double[length];
    double pace = (double) signal.length / length;
    for (int j = 0; j < length; j++) {
      double position = j * pace;
      int left = (int) position;
      double part = position - left;
      points[j] = signal[left] * (1 - part) + signal[(left + 1) % signal.length] * part;
    }
    return points;
  }
}
