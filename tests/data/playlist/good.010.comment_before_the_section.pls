; made by hand
[Playlist]
File1=a.wav
