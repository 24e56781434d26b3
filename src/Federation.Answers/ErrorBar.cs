namespace Federation.Answers;

/// <summary>How far a number will be off.</summary>
/// <param name="StandardError">The standard deviation of its noise, in the measure's unit.</param>
/// <param name="HalfWidth95">Half the width of its 95 % interval, in the measure's unit.</param>
public readonly record struct ErrorBar(double StandardError, double HalfWidth95);
