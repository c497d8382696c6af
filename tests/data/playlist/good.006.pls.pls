[playlist]
File2=b.wav
Title2=Two
Length2=12
file1=a.wav
File10=c=d.wav
NumberOfEntries=3
Version=2
