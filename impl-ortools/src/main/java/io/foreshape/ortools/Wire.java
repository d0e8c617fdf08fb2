package io.foreshape.ortools;

import io.foreshape.ortools.Answer.Status;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * Tasks and answers as bytes, between two processes of the same version: the numbers in the order
 * of the fields, arrays with their length before them.
 */
final class Wire {

  private Wire() {}

  static void write(Task task, DataOutputStream out) throws IOException {
    Model model = task.model();
    out.writeUTF(task.solver());
    out.writeUTF(task.parameters());
    out.writeLong(task.limit().toMillis());
    out.writeDouble(model.offset);
    out.writeInt(model.columns);
    for (int i = 0; i < model.columns; i++) {
      out.writeDouble(model.lower[i]);
      out.writeDouble(model.upper[i]);
      out.writeDouble(model.cost[i]);
      out.writeBoolean(model.isInteger[i]);
    }
    out.writeInt(model.rows);
    for (int row = 0; row < model.rows; row++) {
      out.writeDouble(model.least[row]);
      out.writeDouble(model.most[row]);
      out.writeInt(model.rowEnd[row] - model.firstTerm(row));
      for (int term = model.firstTerm(row); term < model.rowEnd[row]; term++) {
        out.writeInt(model.column[term]);
        out.writeDouble(model.coefficient[term]);
      }
    }
  }

  static Task readTask(DataInputStream in) throws IOException {
    String solver = in.readUTF();
    String parameters = in.readUTF();
    Duration limit = Duration.ofMillis(in.readLong());
    Model model = new Model();
    model.offset = in.readDouble();
    int columns = in.readInt();
    for (int i = 0; i < columns; i++) {
      model.addColumn(in.readDouble(), in.readDouble(), in.readDouble(), in.readBoolean());
    }
    int rows = in.readInt();
    for (int row = 0; row < rows; row++) {
      model.addRow(in.readDouble(), in.readDouble());
      int terms = in.readInt();
      for (int term = 0; term < terms; term++) {
        model.addTerm(in.readInt(), in.readDouble());
      }
    }
    return new Task(solver, parameters, limit, model);
  }

  static void write(Answer answer, DataOutputStream out) throws IOException {
    out.writeUTF(answer.status().name());
    write(answer.values(), out);
    write(answer.duals(), out);
    out.writeDouble(answer.bound());
    out.writeLong(answer.iterations());
    out.writeUTF(answer.note());
  }

  static Answer readAnswer(DataInputStream in) throws IOException {
    Status status = Status.valueOf(in.readUTF());
    double[] values = readDoubles(in);
    double[] duals = readDoubles(in);
    return new Answer(status, values, duals, in.readDouble(), in.readLong(), in.readUTF());
  }

  private static void write(double[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readDoubles(DataInputStream in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
