namespace Federation.Cli.Demo;

/// <summary>One year of one made-up person.</summary>
/// <param name="PersonId">Who: the privacy unit. A person has one to three records.</param>
/// <param name="Year">Which year.</param>
/// <param name="Name">A made-up name.</param>
/// <param name="Sex"><c>female</c> or <c>male</c>.</param>
/// <param name="Age">In years, 0 to 100.</param>
/// <param name="City">One of <see cref="DemoPeople.Cities"/>.</param>
/// <param name="Education">One of <see cref="DemoPeople.Educations"/>.</param>
/// <param name="Employed">Whether in work.</param>
/// <param name="Income">In yuan a year, 0 to 500,000; absent where not told.</param>
/// <param name="Email">A made-up address.</param>
/// <param name="Phone">A made-up mobile number.</param>
/// <param name="ResidentId">A made-up number with a valid check digit.</param>
internal sealed record DemoRecord(
    string PersonId, int Year, string Name, string Sex, int Age, string City, string Education, bool Employed,
    double? Income, string Email, string Phone, string ResidentId);

/// <summary>One made-up text.</summary>
/// <param name="NoteId">Its id.</param>
/// <param name="AuthorId">Who wrote it: the privacy unit.</param>
/// <param name="Lang"><c>zh</c> or <c>en</c>.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Stars">A rating of 1 to 5.</param>
/// <param name="Text">The text; some hold an address, a number or an id that no sample may show.</param>
internal sealed record DemoNote(string NoteId, string AuthorId, string Lang, string Topic, int Stars, string Text);
