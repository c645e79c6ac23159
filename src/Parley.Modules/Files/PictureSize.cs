namespace Parley.Modules.Files;

/// <summary>What a picture's format says of its size, which a piece of it may say again.</summary>
/// <param name="most">Pixels on each side.</param>
internal struct PictureSize(int most)
{
    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <returns>Whether it may be so large; then it is.</returns>
    public bool Take(uint width, uint height)
    {
        if (!Fits(width, height))
        {
            return false;
        }

        (Width, Height) = ((int)width, (int)height);
        return true;
    }

    public readonly bool Fits(uint width, uint height)
    {
        return width >= 1 && width <= most && height >= 1 && height <= most;
    }
}
